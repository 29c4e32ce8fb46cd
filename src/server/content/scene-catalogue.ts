import { z } from 'zod'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import {
  addRequirement,
  changeRequirement,
  listWritten,
  moveRequirement,
  startDraft,
  takeOutRequirement,
  type WrittenRequirement,
} from '#modules/catalogues/public.ts'
import { requirementFields, type RequirementFacts } from '#modules/catalogues/draft-rules.ts'
import { openDatabase } from '#platform/db/pool.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { readDemoFile } from './read-demo.ts'
import { instant } from './times.ts'

const Patch = z.strictObject({
  title: z.string().optional(),
  text: z.string().optional(),
  evidence: z.string().optional(),
  alwaysAsked: z.boolean().optional(),
  guideValue: z.number().optional(),
  decidedBy: z.string().optional(),
  decidedOn: z.string().optional(),
  decidedCaseNumber: z.string().optional(),
})
const on = z.string()
const draftFile = z.strictObject({
  name: z.string(),
  validFrom: z.string(),
  begun: on,
  changed: z.array(z.strictObject({ on, key: z.string(), set: Patch })),
  added: z.strictObject({ on, after: z.string(), code: z.string(), title: z.string(), set: Patch }),
  moved: z.strictObject({ on, key: z.string(), after: z.string() }),
  takenOut: z.strictObject({ on, key: z.string() }),
})

/** The strategist has begun next year's catalogue: some words are other, one requirement is new and not yet whole. */
export async function draftCatalogue(adminUrl: string, given: DemoDay): Promise<void> {
  const content = await readDemoFile(given.asOf, 'catalogue-draft.yaml', draftFile)
  const db = openDatabase(adminUrl, 2)
  try {
    const actor = await actorOf(db, given, 'strategist')
    const at = (day: string) => ({ db, actor, now: new Date(instant(day, '14:00')), commandId: uuidv7() })
    const id = uuidv7()
    await startDraft(at(content.begun), { id, name: content.name, validFrom: content.validFrom })
    const rows = await listWritten(db, id)
    const row = (key: string) => {
      const found = rows.find((one) => one.key === key)
      if (!found) throw new Problem('notFound', { detail: `the demo has no requirement ${key}` })
      return found
    }
    for (const one of content.changed) await changeRequirement(at(one.on), changeOf(row(one.key), one.set))
    await addOne(at, { versionId: id, part: row(content.added.after).part, row }, content.added)
    const { moved, takenOut } = content
    await moveRequirement(at(moved.on), { requirementId: row(moved.key).id, after: row(moved.after).id })
    await takeOutRequirement(at(takenOut.on), { requirementId: row(takenOut.key).id, revision: 1 })
  } finally {
    await db.destroy()
  }
}

type At = (day: string) => Parameters<typeof addRequirement>[0]
type Where = { versionId: string; part: string; row: (key: string) => WrittenRequirement }

async function addOne(
  at: At,
  { versionId, part, row }: Where,
  added: z.output<typeof draftFile>['added'],
): Promise<void> {
  const id = uuidv7()
  const { on: day, after, code, title, set } = added
  await addRequirement(at(day), { id, versionId, code, part, title, after: row(after).id })
  const blank = { ...row(after), code, title, id, revision: 1, methods: [], questions: [], guidance: '' }
  await changeRequirement(at(day), changeOf(blank, set))
}

function changeOf(row: WrittenRequirement, { guideValue, ...set }: z.output<typeof Patch>) {
  const facts = Object.fromEntries(requirementFields.map((field) => [field, row[field]]))
  const guide =
    guideValue === undefined ? row.guideValue : row.guideValue && { ...row.guideValue, value: guideValue }
  // Every field of the facts, and nothing else; the command checks each.
  const whole = { ...facts, ...set, guideValue: guide } as RequirementFacts
  return {
    ...whole,
    laws: whole.laws as 'SoL'[], // checked by the command
    methods: whole.methods as 'visit'[],
    requirementId: row.id,
    revision: row.revision,
  }
}
