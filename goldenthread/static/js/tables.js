// Selecting rows: all at once, a range with Shift, and how many.

const started = new WeakSet()

export function startTables (scope) {
  for (const table of scope.querySelectorAll('[data-module="goldenthread-table"]')) {
    if (started.has(table)) continue
    started.add(table)
    nameParts(table)
    if (boxesOf(table).length) letSelect(table)
  }
}

const boxesOf = (table) => [...table.querySelectorAll('tbody input[data-choose]')]

/** Rows become cards on a phone by display: block, which makes some browsers forget that it is a table. */
function nameParts (table) {
  const roles = [['thead, tbody', 'rowgroup'], ['tr', 'row'], ['td', 'cell'], ['th[scope=row]', 'rowheader'], ['th[scope=col]', 'columnheader']]
  table.setAttribute('role', 'table')
  for (const [selector, role] of roles) {
    for (const part of table.querySelectorAll(selector)) part.setAttribute('role', role)
  }
}

function letSelect (table) {
  const all = addSelectAll(table)
  let last = null
  table.addEventListener('click', (event) => {
    const box = event.target.closest('input[data-choose]')
    if (!box) return
    if (event.shiftKey && last) selectRange(boxesOf(table), last, box)
    last = box
  })
  table.addEventListener('change', () => show(table, all))
  show(table, all)
}

function selectRange (boxes, from, to) {
  const [first, end] = [boxes.indexOf(from), boxes.indexOf(to)].sort((one, other) => one - other)
  for (const box of boxes.slice(first, end + 1)) box.checked = to.checked
}

function addSelectAll (table) {
  const head = table.querySelector('thead [data-select-all]')
  if (!head) return null
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.className = 'select-row__box'
  box.setAttribute('aria-label', 'Select all rows on this page')
  box.addEventListener('change', () => {
    for (const each of boxesOf(table)) each.checked = box.checked
  })
  head.replaceChildren(box)
  return box
}

function show (table, all) {
  const boxes = boxesOf(table)
  const chosen = boxes.filter((box) => box.checked)
  for (const box of boxes) box.closest('tr').classList.toggle('is-chosen', box.checked)
  if (all) {
    all.checked = chosen.length === boxes.length
    all.indeterminate = chosen.length > 0 && chosen.length < boxes.length
  }
  const bar = table.closest('form')?.querySelector('[data-bulk]')
  if (!bar) return
  bar.classList.toggle('is-active', chosen.length > 0)
  bar.querySelector('[data-bulk-number]').textContent = chosen.length
  bar.querySelector('[data-bulk-count]').hidden = chosen.length === 0
  bar.querySelector('[data-bulk-idle]').hidden = chosen.length > 0
}
