import { checkRow, type GuideValue, type RowValues } from '#modules/followups/protocol-rules.ts'
import { faultTexts } from '#texts/sv/protocol.ts'
import type { Told } from './save-queue.ts'
import type { Saved } from './words.ts'

export function rowElement(rowId: string): HTMLElement | null {
  return document.getElementById(`rad-${rowId}`)
}

export function rowIdOf(row: HTMLElement): string {
  return row.dataset['protocolRow'] ?? ''
}

/** The form of a row that waited as text (see ProtocolRow). */
export function wake(row: HTMLElement): void {
  const waiting = row.querySelector('noscript')
  if (!waiting || !('later' in row.dataset)) return
  delete row.dataset['later']
  waiting.outerHTML = waiting.textContent
}

/** Rows wake two screens before they are seen, one at a time when the browser has nothing else to do; on paper all are there. */
export function wakeInTime(desk: HTMLElement): void {
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target, boundingClientRect: at } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue
        if (at.top < window.innerHeight && at.bottom > 0) wake(target)
        else whenIdle(() => wake(target))
      }
    },
    { rootMargin: '200% 0px' },
  )
  const rows = desk.querySelectorAll<HTMLElement>('[data-protocol-row][data-later]')
  for (const row of rows) near.observe(row)
  window.addEventListener('beforeprint', () => rows.forEach(wake))
}

/** Not every browser tells when it is idle. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: 500 })
  else setTimeout(work, 50)
}

export function formOf(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>('form[data-row]') : null
}

/** What the row says of its saving; the ways on are there only when they are needed. */
export function say(row: HTMLElement, words: Saved, kind: Told['kind']): void {
  const place = row.querySelector<HTMLElement>('[data-saved]')
  if (!place) return
  place.textContent = words.text
  place.className = words.state === 'faulty' ? 'saved faulty' : 'saved'
  row.querySelector('[data-sign-in]')?.toggleAttribute('hidden', kind !== 'signedOut')
  row.querySelector('[data-retry]')?.toggleAttribute('hidden', kind !== 'signedOut' && kind !== 'offline')
}

/** The checks follow what is written, before it is saved; what is not assessed yet is no fault. */
export function showFaults(row: HTMLElement, values: RowValues): void {
  const { guide = '', evidence = '0' } = row.dataset
  const faults = checkRow({
    ...values,
    rowId: rowIdOf(row),
    area: '',
    // Written by ProtocolRow from the row itself.
    guideValue: guide === '' ? null : (JSON.parse(guide) as GuideValue),
    evidenceCount: Number(evidence),
  })
  const list = row.querySelector('[data-faults]')
  const items = faults
    .filter(({ code }) => code !== 'unassessed')
    .map(({ code, blocks }) => {
      const item = document.createElement('li')
      const short = document.createElement('span')
      short.className = `status tone-${blocks ? 'notMet' : 'warn'}`
      short.textContent = faultTexts[code].short
      const mend = document.createElement('span')
      mend.className = 'small quiet'
      mend.textContent = faultTexts[code].mend
      item.append(short, mend)
      return item
    })
  list?.replaceChildren(...items)
}

/** One row as the server shows it now; with a form, beside what is typed in it. */
export async function fetchRow(rowId: string, body?: FormData): Promise<HTMLElement | undefined> {
  const address = `${location.pathname.replace(/\/protokoll.*$/, '')}/protokoll/${rowId}`
  const headers = { accept: 'text/html' }
  const response = body
    ? await fetch(`${address}?/jamfor`, { method: 'POST', body, headers })
    : await fetch(address, { headers })
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const row = page.getElementById(`rad-${rowId}`)
  return row ? document.adoptNode(row) : undefined
}
