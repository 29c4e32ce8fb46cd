import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { addEntry, attachFile, changeEntry, findKind, type Kind } from '#modules/registers/public.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { makeBatch } from './batch.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { demoNamespace } from './load-demo.ts'
import { atDistance, movedText } from './demo-clock.ts'
import { readContent } from './read-file.ts'
import { date, words } from './shapes-base.ts'
import { instant } from './times.ts'

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])
const values = z.record(z.string(), value)
type Values = z.infer<typeof values>

const entriesFile = z.strictObject({
  entries: z.array(
    z.strictObject({
      register: words,
      board: words,
      on: date,
      state: z.string().default(''),
      values,
      documents: z.array(words).default([]),
      changed: z.strictObject({ on: date, values, note: words }).optional(),
    }),
  ),
})
type Content = z.infer<typeof entriesFile>['entries'][number]
type Stage = { readonly db: Db; readonly actor: Actor; readonly kinds: ReadonlyMap<string, Kind> }

/** Fills the demo's registers by the commands themselves, each entry on its day, and marks them as invented. */
export async function fillRegisters(adminUrl: string, given: DemoDay): Promise<void> {
  const { entries } = await readContent('demo/registers.yaml', entriesFile, (text) =>
    movedText(given.asOf, text, atDistance),
  )
  const db = openDatabase(adminUrl, 2)
  try {
    const actor = await actorOf(db, given, 'strategist')
    const kinds = await kindsOf(db, given, entries)
    for (const [number, entry] of entries.entries()) await write({ db, actor, kinds }, entry, number)
    await sql`update register_entry set is_invented = true
      where municipality_id = ${given.municipalityId}`.execute(db)
  } finally {
    await db.destroy()
  }
}

async function kindsOf(db: Db, given: DemoDay, entries: readonly Content[]): Promise<Map<string, Kind>> {
  const kinds = new Map<string, Kind>()
  const batch = makeBatch(demoNamespace)
  for (const key of new Set(entries.map(({ register }) => register))) {
    const kind = await findKind(db, { id: batch.id('registerKind', key) })
    if (!kind) throw new Error(`No register of ${given.municipalityId} is called ${key}.`)
    kinds.set(key, kind)
  }
  return kinds
}

async function write(stage: Stage, content: Content, number: number): Promise<void> {
  const { db, actor, kinds } = stage
  const batch = makeBatch(demoNamespace)
  const kind = kinds.get(content.register)
  if (!kind) return
  const id = batch.id('registerEntry', String(number))
  const at = (day: string, time: string) => ({
    db,
    actor,
    now: new Date(instant(day, time)),
    commandId: uuidv7(),
  })
  const facts = resolved(kind, content.values)
  const place = { id, kindId: kind.id, boardId: batch.id('board', content.board), state: content.state }
  let { revision } = await addEntry(at(content.on, '10:00'), { ...place, values: facts })
  for (const document of content.documents) {
    const file = {
      name: `${labelOf(kind, document)}.txt`,
      bytes: new TextEncoder().encode('Påhittad handling i demon.\n'),
    }
    revision = (await attachFile(at(content.on, '10:05'), { entryId: id, document, file })).revision
  }
  if (!content.changed) return
  const { on, values: later, note } = content.changed
  const becoming = { ...facts, ...resolved(kind, later) }
  await changeEntry(at(on, '14:00'), { entryId: id, revision, values: becoming, note })
}

function labelOf({ definition }: Kind, document: string): string {
  return definition.documents.find(({ key }) => key === document)?.label ?? document
}

/** The demo's files name things by key; the requirement's key is its own. */
const kindOfId = {
  unit: 'unit',
  provider: 'provider',
  agreement: 'agreement',
  serviceArea: 'serviceArea',
  person: 'account',
} as const

function resolved(kind: Kind, given: Values): Values {
  const batch = makeBatch(demoNamespace)
  return Object.fromEntries(
    Object.entries(given).map(([key, held]) => {
      const type = kind.definition.fields.find((field) => field.key === key)?.type ?? ''
      const source: string | undefined = kindOfId[type as keyof typeof kindOfId] // undefined for any other type
      return [key, source && typeof held === 'string' ? batch.id(source, held) : held]
    }),
  )
}
