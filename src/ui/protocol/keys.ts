import { wake } from './row-dom.ts'

/** The protocol by keyboard. Single letters do nothing where one writes, and the page can turn them off (WCAG 2.1.4). */
type Act = (list: HTMLElement, row: HTMLElement | null) => void

const acts: Readonly<Record<string, Act>> = {
  '1': (_, row) => setVerdict(row, 0),
  '2': (_, row) => setVerdict(row, 1),
  '3': (_, row) => setVerdict(row, 2),
  '4': (_, row) => setVerdict(row, 3),
  '5': (_, row) => setVerdict(row, 4),
  n: (_, row) => row?.querySelector<HTMLElement>('textarea[name="note"]')?.focus(),
  j: (list, row) => enter(neighbour(list, row, 1)),
  k: (list, row) => enter(neighbour(list, row, -1)),
  u: (list, row) => enter(nextUnassessed(list, row)),
}

export function keyActions(list: HTMLElement, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return
  const row = event.target.closest<HTMLElement>('[data-protocol-row]')
  if (event.key === 'Escape' && isWriting(event.target)) return enter(row)
  const act = acts[event.key.toLowerCase()]
  if (!act || isWriting(event.target) || !isHere(list, event.target)) return
  event.preventDefault()
  act(list, row)
}

/** In the list, or nowhere in particular: another field or menu of the page keeps its keys. */
function isHere(list: HTMLElement, target: Element): boolean {
  return list.contains(target) || target === document.body
}

function isWriting(target: Element): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && target.type !== 'radio' && target.type !== 'checkbox'
}

/** A click, so that it is exactly what a pointer does: one way to change a verdict. */
function setVerdict(row: HTMLElement | null, at: number): void {
  const radio = row?.querySelectorAll<HTMLInputElement>('input[name="verdict"]')[at]
  if (!radio || radio.disabled) return
  radio.focus({ preventScroll: true })
  radio.click()
}

function rowsOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-protocol-row]')]
}

function neighbour(list: HTMLElement, row: HTMLElement | null, step: 1 | -1): HTMLElement | undefined {
  const rows = rowsOf(list)
  const at = row ? rows.indexOf(row) + step : 0
  return rows[Math.min(Math.max(at, 0), rows.length - 1)]
}

function nextUnassessed(list: HTMLElement, row: HTMLElement | null): HTMLElement | undefined {
  const rows = rowsOf(list)
  const from = row ? rows.indexOf(row) + 1 : 0
  const turned = [...rows.slice(from), ...rows.slice(0, from)]
  return turned.find((one) => one.dataset['verdict'] === 'notAssessed')
}

/** Onto the chosen verdict, where the arrow keys go on from; the row comes to the top, so that it is seen whole. */
function enter(row: HTMLElement | null | undefined): void {
  if (!row) return
  wake(row)
  row.querySelector<HTMLElement>('input[name="verdict"]:checked')?.focus({ preventScroll: true })
  row.scrollIntoView({ block: 'start' })
}
