/**
 * The protocol's only script. The page is plain HTML from the server and stays so: sixty rows made alive one by one
 * would take seconds on a slow tablet. Listens in one place, and asks the server for the row again where a row changes.
 */
import { uuidv7 } from '#kernel/ids.ts'
import { protocolTexts as t } from '#texts/sv/protocol.ts'
import { keyActions } from './keys.ts'
import { followColleagues } from './poll.ts'
import { readRow } from './read-row.ts'
import { fetchRow, formOf, rowElement, rowIdOf, say, showFaults } from './row-dom.ts'
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
  desk.addEventListener('input', (event) => save(queue, event.target, typingPause))
  desk.addEventListener('change', (event) => save(queue, event.target, 0))
  desk.addEventListener('submit', (event) => submitted(queue, event))
  desk.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-retry]')) queue.flush()
  })
  document.addEventListener('keydown', (event) => {
    if (document.querySelector('[data-keys]:checked')) keyActions(desk, event)
  })
  window.addEventListener('online', queue.flush)
  window.addEventListener('focus', queue.flush)
  window.addEventListener('beforeunload', (event) => queue.hasUnsaved() && event.preventDefault())
  // Words that wait for the pause go at once when the page is left or hidden.
  document.addEventListener('visibilitychange', () => document.hidden && queue.flush())

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

function save(queue: SaveQueue, target: EventTarget | null, pause: number): void {
  const form = formOf(target)
  const row = form?.closest<HTMLElement>('[data-protocol-row]')
  if (!form || !row) return
  const values = readRow(form)
  showFaults(row, values)
  // While both values are shown, the person goes on writing; the choice is made by its buttons.
  if (!form.querySelector('.conflict'))
    queue.want(rowIdOf(row), values, { revision: revisionOf(form), pause })
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
  save(queue, form, 0)
}

async function keepTheirs(queue: SaveQueue, row: HTMLElement, form: HTMLFormElement): Promise<void> {
  const fresh = await fetchRow(rowIdOf(row)).catch(() => undefined)
  if (!fresh) return say(row, { text: t.offline, state: 'offline' }, 'offline')
  queue.choose(rowIdOf(row), 'theirs', revisionOf(form))
  row.replaceWith(fresh)
  fresh.querySelector<HTMLElement>('input[name="verdict"]:checked')?.focus()
}

/** The same answer as without script: the row with both values side by side, as the server shows it. */
async function showConflict(row: HTMLElement): Promise<void> {
  const form = row.querySelector<HTMLFormElement>('form[data-row]')
  const fresh = form && (await fetchRow(rowIdOf(row), new FormData(form)).catch(() => undefined))
  if (!fresh) return
  row.replaceWith(fresh)
  fresh.querySelector<HTMLElement>('.conflict button')?.focus()
}

function setRevision(row: HTMLElement, revision: number): void {
  const field = row.querySelector<HTMLInputElement>('form[data-row] input[name="revision"]')
  if (field) field.value = String(revision)
}

function revisionOf(form: HTMLFormElement): number {
  return Number(new FormData(form).get('revision'))
}

function later(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds)
  return () => clearTimeout(timer)
}
