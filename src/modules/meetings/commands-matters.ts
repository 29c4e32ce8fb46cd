import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { readFiles, storeFile } from '#modules/files/public.ts'
import { command, type Context } from '#platform/command.ts'
import { ChangeMatter, EndMatter, OpenMatter, RegisterRecord, WriteNote } from './contract.ts'
import { lockMatter } from './queries-matters.ts'
import { addRecord } from './records.ts'
import type { MatterChange, MatterKind } from './rules.ts'

/** A matter (ärende) has its case number before anything is written in it. */
export const openMatter = command({
  verb: 'matter.open',
  input: OpenMatter,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run(context, _, input) {
    const id = await newMatter(context, input)
    if (!id) throw fieldProblem('caseNumber', 'taken')
    return { id, caseNumber: input.caseNumber }
  },
  detail: (input) => ({ caseNumber: input.caseNumber }),
})

type NewMatter = {
  boardId: string
  caseNumber: string
  title: string
  openedOn?: IsoDate | undefined
  kind?: MatterKind
}

/** The id of the new matter; undefined when the board has used the case number already. */
export async function newMatter(context: Context, matter: NewMatter): Promise<string | undefined> {
  const { db, actor, now } = context
  const { boardId, caseNumber, title, kind = 'other' } = matter
  const openedOn = matter.openedOn ?? todayIn(now)
  const id = uuidv7(now.getTime())
  const opened = await db
    .insertInto('matter')
    .values({ municipalityId: actor.municipalityId, id, boardId, caseNumber, title, kind, openedOn })
    .onConflict((conflict) => conflict.columns(['municipalityId', 'boardId', 'caseNumber']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return opened?.id
}

/** What comes in, goes out or is drawn up in a matter. It is never changed afterwards; a correction is a new record. */
export const registerRecord = command({
  verb: 'record.register',
  input: RegisterRecord,
  before: readFiles,
  target: ({ db }, input) => lockMatter(db, input.matterId),
  async run(context, matter, { file, matterId, ...input }) {
    if (matter.closedOn) throw new Problem('wrongState')
    const place = { boardId: matter.boardId, shared: false }
    const stored = file ? await storeFile(context, file, place) : undefined
    const record = await addRecord(context, {
      ...input,
      matterId,
      boardId: matter.boardId,
      kind: 'document',
      fileId: stored?.id ?? null,
    })
    return { ...record, matterId }
  },
  detail: (_, result) => ({ number: result.number }),
})

/** What was said or done in the matter, in words: a record whose content is its text. Corrected by a new one. */
export const writeNote = command({
  verb: 'record.register',
  input: WriteNote,
  target: ({ db }, input) => lockMatter(db, input.matterId),
  async run(context, matter, { matterId, title, note }) {
    if (matter.closedOn) throw new Problem('wrongState')
    const { boardId } = matter
    const place = { matterId, boardId, direction: 'internal', kind: 'officialNote' } as const
    return { ...(await addRecord(context, { ...place, title, note })), matterId }
  },
  detail: (_, result) => ({ number: result.number }),
})

type Matter = NonNullable<Awaited<ReturnType<typeof lockMatter>>>

export const changeMatter = command({
  verb: 'matter.change',
  input: ChangeMatter,
  target: ({ db }, input) => lockMatter(db, input.matterId),
  async run(context, matter, { matterId, revision, reason, ...input }) {
    if (matter.revision !== revision) throw new Problem('stale', { current: currentOf(matter) })
    if (input.replacesId) await assertReplaceable(context, matter, input.replacesId)
    const changes = [
      ...(input.title === matter.title ? [] : [change(context, 'title', matter.title, reason)]),
      ...(input.replacesId === matter.replacesId ? [] : [change(context, 'replaces', '', reason)]),
    ]
    await save(context, matter, { ...input, changes })
    return { id: matterId, revision: revision + 1 }
  },
  detail: (_, __, before) => ({ title: { from: before.title } }),
})

/** A chain never turns back on itself. */
async function assertReplaceable({ db }: Context, matter: Matter, replacesId: string): Promise<void> {
  let next: string | null = replacesId
  for (let step = 0; next && step < 50; step += 1) {
    if (next === matter.id) throw fieldProblem('replacesId', 'notValid')
    const earlier: { boardId: string; replacesId: string | null } | undefined = await db
      .selectFrom('matter')
      .select(['boardId', 'replacesId'])
      .where('id', '=', next)
      .executeTakeFirst()
    if (earlier?.boardId !== matter.boardId) throw fieldProblem('replacesId', 'chooseOne')
    next = earlier.replacesId
  }
}

/** Closed (avslutat): nothing more is written in it until it is opened again. */
export const closeMatter = command({
  verb: 'matter.change',
  input: EndMatter,
  target: ({ db }, input) => lockMatter(db, input.matterId),
  async run(context, matter, { reason }) {
    if (matter.closedOn) throw new Problem('alreadyDone')
    await assertNothingPending(context, matter.id)
    const closedOn = todayIn(context.now)
    await save(context, matter, { closedOn, changes: [change(context, 'closed', '', reason)] })
    return { id: matter.id, closedOn }
  },
  detail: ({ reason }) => ({ reason }),
})

export const reopenMatter = command({
  verb: 'matter.change',
  input: EndMatter,
  target: ({ db }, input) => lockMatter(db, input.matterId),
  async run(context, matter, { reason }) {
    if (!matter.closedOn) throw new Problem('alreadyDone')
    const changes = [change(context, 'reopened', matter.closedOn, reason)]
    await save(context, matter, { closedOn: null, changes })
    return { id: matter.id }
  },
  detail: ({ reason }) => ({ reason }),
})

/** What is to come before the board, and what is under way, keeps the matter open. */
async function assertNothingPending({ db }: Context, matterId: string): Promise<void> {
  const item = await db
    .selectFrom('agendaItem')
    .select('id')
    .where('matterId', '=', matterId)
    .where('state', 'in', ['waiting', 'onAgenda'])
    .executeTakeFirst()
  const followUp = await db
    .selectFrom('followUp')
    .select('id')
    .where('matterId', '=', matterId)
    .where('state', 'not in', ['closed', 'cancelled'])
    .executeTakeFirst()
  if (item ?? followUp) throw fieldProblem('reason', item ? 'waitsForBoard' : 'followUpOpen')
}

function change(
  { actor, now }: Context,
  what: MatterChange['what'],
  from: string,
  reason: string,
): MatterChange {
  return { at: now.toISOString(), by: actor.name, what, from, reason }
}

type Patch = {
  title?: string
  kind?: MatterKind
  replacesId?: string | null
  closedOn?: IsoDate | null
  changes: readonly MatterChange[]
}

async function save({ db }: Context, matter: Matter, { changes, ...patch }: Patch): Promise<void> {
  // Written by this module's own commands in this shape; the column is jsonb.
  const history = [...(matter.history as MatterChange[]), ...changes]
  await db
    .updateTable('matter')
    .set({ ...patch, history: JSON.stringify(history), revision: matter.revision + 1 })
    .where('id', '=', matter.id)
    .execute()
}

function currentOf({ title, kind, revision }: Matter) {
  return { title, kind, revision }
}
