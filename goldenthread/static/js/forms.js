// Saving once, not losing what was typed. Drafts live in this tab only and go when somebody signs out.

const DRAFT = 'draft:'
const SEND_AGAIN_AFTER = 20000
const started = new WeakSet()

export function startForms (scope) {
  for (const form of scope.querySelectorAll('form')) {
    if (started.has(form)) continue
    started.add(form)
    form.addEventListener('submit', (event) => saveOnce(event, form))
    if (form.matches('[data-clears-drafts]')) form.addEventListener('submit', clearDrafts)
    if (form.matches('[data-guards-changes]')) guardChanges(form)
    for (const area of form.querySelectorAll('textarea[data-draft]')) keepDraft(area, form)
  }
}

function saveOnce (event, form) {
  const button = event.submitter
  if (form.dataset.sent) event.preventDefault()
  if (event.defaultPrevented || form.method !== 'post') return
  if (!form.hasAttribute('hx-post')) form.dataset.sent = 'yes'
  if (button?.dataset.saving) {
    // The button stays enabled until its name and value have been read for sending.
    setTimeout(() => {
      button.dataset.words = button.textContent
      button.textContent = button.dataset.saving
      button.setAttribute('aria-disabled', 'true')
    })
  }
  // What answers with a download leaves this page standing.
  setTimeout(() => letSendAgain(form), SEND_AGAIN_AFTER)
}

function letSendAgain (form) {
  delete form.dataset.sent
  for (const button of form.querySelectorAll('button[data-words]')) {
    button.textContent = button.dataset.words
    button.removeAttribute('aria-disabled')
    delete button.dataset.words
  }
}

// A page that comes back from the browser's memory can be sent again.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) document.querySelectorAll('form').forEach(letSendAgain)
})

function guardChanges (form) {
  const before = asText(form)
  const ask = (event) => {
    if (form.isConnected && !form.dataset.sent && asText(form) !== before) event.preventDefault()
  }
  window.addEventListener('beforeunload', ask)
}

function asText (form) {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string')).toString()
}

function keepDraft (area, form) {
  const key = `${DRAFT}${location.pathname}#${area.name}`
  const saved = sessionStorage.getItem(key)
  if (saved && saved !== area.value && !area.value) {
    area.value = saved
    say(area, 'Draft brought back')
  }
  let waiting
  const keep = () => {
    clearTimeout(waiting)
    if (area.value) sessionStorage.setItem(key, area.value)
    else sessionStorage.removeItem(key)
    say(area, area.value ? 'Draft saved' : '')
  }
  area.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(keep, 2000)
  })
  area.addEventListener('blur', keep)
  form.addEventListener('submit', () => {
    clearTimeout(waiting)
    sessionStorage.removeItem(key)
  })
}

function say (area, words) {
  const id = `${area.id}-draft`
  let line = document.getElementById(id)
  if (!line) {
    line = document.createElement('p')
    line.id = id
    line.className = 'govuk-hint'
    line.setAttribute('role', 'status')
    area.after(line)
  }
  line.textContent = words
}

function clearDrafts () {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(DRAFT)) sessionStorage.removeItem(key)
  }
}
