import type { AreaProgress } from '#modules/followups/protocol-rules.ts'
import type { Present } from '#modules/followups/protocol-contract.ts'
import { protocolTexts as t } from '#texts/sv/protocol.ts'
import { fetchRow, rowElement } from './row-dom.ts'
import type { SaveQueue } from './save-queue.ts'

const every = 5000

type Changed = { rowId: string; revision: number; evidenceCount: number }
type Answer = { now: string; present: Present[]; rows: Changed[]; areas: AreaProgress[]; assessed: number }

/** Asks now and then who is here and what colleagues have changed; not while the page is hidden. */
export function followColleagues(desk: HTMLElement, queue: SaveQueue) {
  const address = desk.dataset['protocol'] ?? ''
  let since = desk.dataset['loaded'] ?? ''
  let standsAt = ''
  desk.addEventListener('focusin', (event) => {
    const row =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-protocol-row]') : null
    standsAt = row?.dataset['protocolRow'] ?? standsAt
  })

  async function ask(): Promise<void> {
    if (document.hidden) return
    const query = new URLSearchParams({ sedan: since, rad: standsAt })
    const response = await fetch(`${address}?${query.toString()}`, {
      headers: { accept: 'application/json' },
    })
    if (!response.ok || response.redirected) return
    // Our own address answers in this shape.
    const answer = (await response.json()) as Answer
    since = answer.now
    meet(answer.present)
    showProgress(answer)
    for (const row of answer.rows) await takeOver(queue, row)
  }

  // No contact: the row's own saving says so; the next turn asks again.
  const turn = () => void ask().catch(() => undefined)
  setInterval(turn, every)
  document.addEventListener('visibilitychange', turn)
  turn()
  return { ask: () => ask().catch(() => undefined) }
}

/** A colleague's row comes in, but never under the hands of somebody who writes in it. */
async function takeOver(queue: SaveQueue, changed: Changed): Promise<void> {
  const row = rowElement(changed.rowId)
  if (!row || !isOlder(row, changed) || isBusy(row, queue, changed.rowId)) return
  const fresh = await fetchRow(changed.rowId)
  if (!fresh || isBusy(row, queue, changed.rowId)) return
  const had = document.activeElement && row.contains(document.activeElement) ? document.activeElement.id : ''
  row.replaceWith(fresh)
  queue.seen(changed.rowId, changed.revision)
  if (had) document.getElementById(had)?.focus({ preventScroll: true })
}

function isOlder(row: HTMLElement, changed: Changed): boolean {
  const { revision, evidence } = row.dataset
  return Number(revision) < changed.revision || Number(evidence) !== changed.evidenceCount
}

function isBusy(row: HTMLElement, queue: SaveQueue, rowId: string): boolean {
  const active = document.activeElement
  const writes = active instanceof HTMLTextAreaElement || active instanceof HTMLSelectElement
  // An open form for evidence or an acute finding may hold words and a file that are not sent yet.
  const isOpen = row.querySelector('.conflict, [data-more] details[open]') !== null
  return queue.isWaiting(rowId) || isOpen || (writes && row.contains(active))
}

function meet(present: readonly Present[]): void {
  const names = [...new Set(present.map((one) => one.name))]
  const words = names.length > 0 ? t.alsoHere(names.join(', ')) : t.alone
  setText(document.querySelector('[data-others]'), words)
  for (const place of document.querySelectorAll<HTMLElement>('[data-present]')) {
    const here = present.filter((one) => one.rowId === place.dataset['present']).map((one) => one.name)
    place.hidden = here.length === 0
    setText(place, here.length > 0 ? t.here(here.join(', ')) : '')
  }
}

function showProgress({ areas, assessed }: Answer): void {
  const bar = document.querySelector<HTMLProgressElement>('.protocol-areas progress')
  if (bar) {
    bar.value = assessed
    const words = t.ofTotal(assessed, bar.max)
    bar.setAttribute('aria-valuetext', words)
    setText(document.querySelector('.protocol-areas .progress-words .number'), words)
  }
  for (const { area, total, assessed: done, blocking, warnings } of areas) {
    const link = document.querySelector(`[data-area="${CSS.escape(area)}"]`)
    setText(link?.querySelector('[data-done]'), t.ofTotal(done, total))
    setText(link?.querySelector('[data-mend]'), blocking > 0 ? t.toMend(blocking) : '')
    setText(link?.querySelector('[data-look]'), warnings > 0 ? t.toConfirm(warnings) : '')
  }
}

/** Only what changed, so that nothing is read aloud again. */
function setText(place: Element | null | undefined, text: string): void {
  if (place && place.textContent !== text) place.textContent = text
}
