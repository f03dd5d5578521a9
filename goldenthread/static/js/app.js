// Starts what the pages need. Every page works without it: this only makes it quicker.
import { initAll as startGovuk } from 'govuk-frontend'
import { startForms } from 'goldenthread/forms'
import { startKeyboard } from 'goldenthread/keyboard'
import { startTables } from 'goldenthread/tables'

function start (scope) {
  startGovuk({ scope })
  startForms(scope)
  startTables(scope)
  startMoj(scope)
}

/** The date picker's package is large and few pages need it. */
async function startMoj (scope) {
  if (scope.querySelector('[data-module^="moj-"]')) (await import('moj-frontend')).initAll({ scope })
}

start(document)
startKeyboard()

// htmx 2 and htmx 4 name this event differently.
for (const swapped of ['htmx:afterSwap', 'htmx:after:swap']) {
  document.addEventListener(swapped, (event) => {
    // outerHTML leaves the old element as the target: what is new stands where it stood.
    const scope = event.target.isConnected ? event.target : document.getElementById(event.target.id)
    if (!scope) return
    start(scope.parentElement ?? scope)
    scope.querySelector('.govuk-input--error, .edit-cell--open input:not([type=hidden]), .edit-cell--open select')?.focus()
  })
}

document.addEventListener('click', closeOpenMenus)
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closeOpenMenus(event, true)
})

/** Close the account menu and the date box when somebody clicks elsewhere or presses Escape. */
function closeOpenMenus (event, always = false) {
  for (const menu of document.querySelectorAll('.frame__account[open], .as-at-box[open]')) {
    if (!always && menu.contains(event.target)) continue
    const held = menu.contains(document.activeElement)
    menu.open = false
    if (held) menu.querySelector('summary').focus()
  }
}
