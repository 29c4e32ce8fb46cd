/**
 * The protocol's only script. The page is plain HTML from the server and stays so: sixty rows made alive one by one
 * would take seconds on a slow tablet. Listens in one place, and asks the server for the row again where a row changes.
 */
import { uuidv7 } from '#kernel/ids.ts'
import { protocolTexts as t } from '#texts/sv/protocol.ts'
import { createAfterPaint } from './after-paint.ts'
import { keyActions } from './keys.ts'
import { followColleagues } from './poll.ts'
import { readRow } from './read-row.ts'
import { fetchRow, formOf, rowElement, rowIdOf, say, showFaults, wakeInTime } from './row-dom.ts'
import { createSaveQueue, type SaveQueue, type Told } from './save-queue.ts'
import { sendRow } from './send-row.ts'
import { savedWords } from './words.ts'

/** Long enough not to save every word, short enough that nobody waits to see that it is saved. */
const typingPause = 800

const list = document.querySelector<HTMLElement>('[data-protocol]')
if (list) start(list)

function start(desk: HTMLElement): void {
  const queue = createSaveQueue({ send: sendRow, tell, newId: uuidv7, later })
  const colleagues = followColleagues(desk, queue)
  desk.dataset['auto'] = ''
  wakeInTime(desk)
  desk.addEventListener('input', ({ target }) => isText(target) && save(queue, target, typingPause))
  const painted = createAfterPaint()
  // After the choice has been painted: saving must never stand between a finger and what it sees.
  desk.addEventListener('change', ({ target }) => painted.run(() => changed(queue, target)))
  desk.addEventListener('submit', (event) => submitted(queue, event))
  desk.addEventListener('click', (event) => clicked(queue, event))
  document.addEventListener('keydown', (event) => {
    if (document.querySelector('[data-keys]:checked')) keyActions(desk, event)
  })
  window.addEventListener('online', queue.flush)
  window.addEventListener('focus', queue.flush)
  window.addEventListener('beforeunload', (event) => {
    painted.runAll()
    if (queue.hasUnsaved()) event.preventDefault()
  })
  // What waits, for the pause or for a picture that never comes, goes at once when the page is left or hidden.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) return
    painted.runAll()
    queue.flush()
  })

  function tell(rowId: string, told: Told): void {
    const row = rowElement(rowId)
    if (!row) return
    say(row, savedWords(told), told.kind)
    if (told.kind === 'conflict') void showConflict(row)
    if (told.kind !== 'saved') return
    setRevision(row, told.revision)
    void colleagues.ask()
  }
}

function changed(queue: SaveQueue, target: EventTarget | null): void {
  const form = formOf(target)
  const row = form?.closest<HTMLElement>('[data-protocol-row]')
  if (form && row) row.dataset['verdict'] = readRow(form).verdict
  save(queue, target, 0)
}

function save(queue: SaveQueue, target: EventTarget | null, pause: number): void {
  const form = formOf(target)
  const row = form?.closest<HTMLElement>('[data-protocol-row]')
  if (!form || !row || isComparing(row)) return
  const values = readRow(form)
  // Leaving a field reports what was saved while it was typed; sent again it could meet a colleague's newer row.
  const said = JSON.stringify(values)
  if (form.dataset['said'] === said) return
  form.dataset['said'] = said
  showFaults(row, values)
  // While both values are shown, the person goes on writing; the choice is made by its buttons.
  if (!form.querySelector('.conflict'))
    queue.want(rowIdOf(row), values, { revision: revisionOf(form), pause })
}

function isText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text')
  )
}

function submitted(queue: SaveQueue, event: SubmitEvent): void {
  const form = formOf(event.target)
  const row = form?.closest<HTMLElement>('[data-protocol-row]')
  if (!form || !row) return
  event.preventDefault()
  const button = event.submitter
  const keeps = button instanceof HTMLButtonElement && button.name === 'keep' ? button.value : undefined
  if (keeps === 'theirs') return void keepTheirs(queue, row, form)
  if (keeps === 'mine') queue.choose(rowIdOf(row), 'mine', revisionOf(form))
  form.querySelector('.conflict')?.remove()
  delete form.dataset['said']
  save(queue, form, 0)
}

function clicked(queue: SaveQueue, event: MouseEvent): void {
  if (!(event.target instanceof Element)) return
  if (event.target.closest('[data-retry]')) queue.flush()
  const link = event.target.closest<HTMLAnchorElement>('a[data-unfold]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  void unfold(link)
}

async function keepTheirs(queue: SaveQueue, row: HTMLElement, form: HTMLFormElement): Promise<void> {
  const fresh = await fetchRow(rowIdOf(row)).catch(() => undefined)
  if (!fresh) return say(row, { text: t.offline, state: 'offline' }, 'offline')
  queue.choose(rowIdOf(row), 'theirs', revisionOf(form))
  row.replaceWith(fresh)
  fresh.querySelector<HTMLElement>('input[name="verdict"]:checked')?.focus()
}

/** The same as without script: the row with both values side by side, as the server shows it. Saves nothing. */
async function showConflict(row: HTMLElement): Promise<void> {
  const form = row.querySelector<HTMLFormElement>('form[data-row]')
  if (!form || isComparing(row) || row.querySelector('.conflict')) return
  // Taking the row away blurs its field, and that must not count as a change of it.
  row.dataset['comparing'] = ''
  const fresh = await fetchRow(rowIdOf(row), new FormData(form)).catch(() => undefined)
  if (!fresh) return void delete row.dataset['comparing']
  row.replaceWith(fresh)
  fresh.querySelector<HTMLElement>('.conflict button')?.focus()
}

function isComparing(row: HTMLElement): boolean {
  return 'comparing' in row.dataset || !row.isConnected
}

/** Forms that few rows need come when they are asked for; without script the link leads to the row's own page. */
async function unfold(link: HTMLAnchorElement): Promise<void> {
  const rowId = rowIdOf(link.closest<HTMLElement>('[data-protocol-row]') ?? link)
  const fresh = await fetchRow(rowId).catch(() => undefined)
  const more = fresh?.querySelector('[data-more]')
  // Looked up again: a colleague's change may have replaced the row while we asked.
  const row = rowElement(rowId)
  if (!row || !more) return void location.assign(link.href)
  row.querySelector('[data-more]')?.replaceWith(more)
  const details = more.querySelector<HTMLDetailsElement>(link.dataset['unfold'] ?? '')
  if (details) details.open = true
  details?.querySelector<HTMLElement>('select, input:not([type="hidden"]), textarea')?.focus()
}

function setRevision(row: HTMLElement, revision: number): void {
  const field = row.querySelector<HTMLInputElement>('form[data-row] input[name="revision"]')
  if (field) field.value = String(revision)
  row.dataset['revision'] = String(revision)
}

function revisionOf(form: HTMLFormElement): number {
  return Number(new FormData(form).get('revision'))
}

function later(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds)
  return () => clearTimeout(timer)
}
