// Single keys: / searches, ? lists them, g goes somewhere, j k x e work in lists.
// Off where somebody switched them off, and never while somebody types.

const GO_WITHIN = 1500

export function startKeyboard () {
  const help = document.getElementById('keyboard-help')
  if (!help || document.body.dataset.shortcuts === 'off') return
  for (const opener of document.querySelectorAll('[data-help]')) {
    opener.closest('[hidden]')?.removeAttribute('hidden')
    opener.addEventListener('click', () => help.showModal())
  }
  let goSince = 0
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || isTyping(event.target)) return
    const going = Date.now() - goSince < GO_WITHIN
    goSince = !going && event.key === 'g' ? Date.now() : 0
    const act = going ? goTo(event.key) : actions(help)[event.key]
    if (act) {
      event.preventDefault()
      act()
    }
  })
}

function isTyping (element) {
  return element.closest('input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable], dialog') !== null
}

function goTo (key) {
  const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`)
  return link && (() => link.click())
}

function actions (help) {
  return {
    '/': () => document.getElementById('site-search')?.focus(),
    '?': () => help.showModal(),
    j: () => move(1),
    k: () => move(-1),
    x: () => current()?.querySelector('input[data-choose]')?.click(),
    e: () => current()?.querySelector('[data-edit]')?.click()
  }
}

const rows = () => [...document.querySelectorAll('main tr:has([data-open]), main li:has(> [data-open])')]
const current = () => document.activeElement.closest('tr, li')

/** Focus is on the row's own link, so that Enter opens it without our help. */
function move (step) {
  const all = rows()
  const here = all.indexOf(current())
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step]
  next?.querySelector('[data-open]').focus()
}
