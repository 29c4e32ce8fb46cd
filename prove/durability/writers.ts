import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from '#kernel/ids.ts'
import { sectionRules } from '#modules/reports/rules.ts'
import { chanceOf } from './chance.ts'
import { deliver, type Answered, type Sender, type Write } from './deliver.ts'
import type { Journal } from './journal.ts'
import type { PersonName, Place } from './place.ts'

const notesInMatter = 40
const pauseMs = { least: 60, most: 260 }

export type Writing = {
  /** Nobody begins anything new; what is under way is sent until it is answered. */
  stop(): Promise<void>
}

type Given = {
  readonly place: Place
  readonly origin: string
  readonly bases: readonly string[]
  readonly journal: Journal
  readonly seed: number
}
type Desk = { readonly sender: Sender; readonly place: Place; nextKey(): string }
/** One turn of a person's work; the next begins after a pause. */
type Work = (desk: Desk) => () => Promise<void>

/** Who writes what, all at the same time: through the API and through a page's form. */
export const people: readonly (readonly [PersonName, Work])[] = [
  ['registrar', notes],
  ['strategist', notes],
  ['registrar', notesByForm],
  ['strategist', notesByForm],
  ['registrar', titles],
  ['strategist', papers],
  ['admin', mails],
]

export function startWriting(given: Given): Writing {
  const stopping = new AbortController()
  const done = people.map(([name, work], at) => {
    const sender = senderOf(given, name, at)
    const turn = work({ sender, place: given.place, nextKey: keysOf(`${given.seed}-${at}`) })
    return keepOn(turn, sender, stopping.signal)
  })
  return {
    async stop() {
      stopping.abort()
      await Promise.all(done)
    },
  }
}

/** A writer that asks the servers in turn. */
export function senderOf({ place, origin, bases, journal, seed }: Given, name: PersonName, at = 0): Sender {
  let calls = at
  const base = () => bases[(calls += 1) % bases.length] ?? origin
  return { base, origin, cookie: place.cookies[name], journal, chance: chanceOf(seed + at) }
}

async function keepOn(turn: () => Promise<void>, sender: Sender, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    await turn()
    await sleep(sender.chance.between(pauseMs.least, pauseMs.most))
  }
}

function keysOf(series: string): () => string {
  let count = 0
  // Letters only: ten digits in a row may be somebody's personal number, which the service refuses.
  const run = uuidv7()
    .slice(-6)
    .replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)))
  return () => `prov ${run} ${series} nr ${(count += 1)}`
}

function notes(desk: Desk) {
  return inMatters(desk, (matterId, key) => ({
    ...{ kind: 'note', method: 'POST', commandId: uuidv7(), key },
    path: `/api/v1/matters/${matterId}/notes`,
    body: { title: key, note: 'Skrivet medan tjänsten avbröts.' },
  }))
}

function notesByForm(desk: Desk) {
  return inMatters(desk, (matterId, key) => ({
    ...{ kind: 'form', method: 'POST', commandId: uuidv7(), key, isForm: true },
    path: `/arenden/${matterId}?/anteckna`,
    body: { galler: key, anteckning: 'Skrivet medan tjänsten avbröts.' },
  }))
}

function inMatters(desk: Desk, write: (matterId: string, key: string) => Write) {
  let matter = { id: '', left: 0 }
  return async () => {
    if (matter.left === 0) matter = { id: idOf(await openMatter(desk)), left: notesInMatter }
    matter.left -= 1
    await deliver(desk.sender, write(matter.id, desk.nextKey()))
  }
}

/** Each change builds on the revision that the one before led to: one lost or made twice stops the next. */
function titles(desk: Desk) {
  let matter: { id: string; revision: number } | undefined
  return async () => {
    matter ??= { id: idOf(await openMatter(desk)), revision: 1 }
    const key = desk.nextKey()
    const changed = await deliver(desk.sender, {
      ...{ kind: 'title', method: 'PUT', commandId: uuidv7(), insists: true },
      key: () => `${matter?.id} ${changedTo(matter?.revision)}`,
      path: `/api/v1/matters/${matter.id}`,
      body: { revision: matter.revision, title: key, kind: 'other' },
    })
    matter = changed ? { id: matter.id, revision: Number(changed['revision']) } : undefined
  }
}

function changedTo(revision = 0): number {
  return revision + 1
}

/** A memo from its first line until it is frozen, over and over. */
function papers(desk: Desk) {
  let matterId: string | undefined
  return async () => {
    matterId ??= idOf(await openMatter(desk))
    const key = desk.nextKey()
    const made = await deliver(desk.sender, {
      ...{ kind: 'memo', method: 'POST', commandId: uuidv7(), key, insists: true, path: '/api/v1/papers' },
      body: { kind: 'memo', matterId, title: key },
    })
    const sections = memoParts.map((part) => ({ key: part, text: key }))
    const written = made && (await deliver(desk.sender, ofPaper(made, 'text', { key, sections })))
    if (written) await deliver(desk.sender, ofPaper(written, 'frozen', { key }))
  }
}

const memoParts = sectionRules.memo.map((part) => part.key)

function ofPaper(paper: Answered, kind: 'text' | 'frozen', { key, sections }: PaperStep): Write {
  const at = `/api/v1/papers/${String(paper['id'])}`
  const { revision } = paper
  const step =
    kind === 'text'
      ? ({ method: 'PATCH', path: at, body: { revision, title: key, sections } } as const)
      : ({ method: 'POST', path: `${at}/freeze`, body: { revision } } as const)
  return { ...step, kind, commandId: uuidv7(), key, insists: true }
}

type PaperStep = { key: string; sections?: readonly { key: string; text: string }[] }

function mails({ sender }: Desk) {
  return async () => {
    const body = { kind: 'mail', method: 'POST', commandId: uuidv7(), insists: true, body: {} } as const
    await deliver(sender, {
      ...body,
      key: (answer) => String(answer['id']),
      path: '/api/v1/mail-deliveries/test',
    })
  }
}

async function openMatter({ sender, place, nextKey }: Desk): Promise<Answered | undefined> {
  const key = nextKey()
  return deliver(sender, {
    ...{ kind: 'matter', method: 'POST', commandId: uuidv7(), key, insists: true, path: '/api/v1/matters' },
    body: { boardId: place.boardId, caseNumber: key, title: key },
  })
}

function idOf(made: Answered | undefined): string {
  if (!made) throw new Error('A matter could not be opened: see the strange answers')
  return String(made['id'])
}
