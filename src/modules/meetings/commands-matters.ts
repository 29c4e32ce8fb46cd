import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { storeFile } from '#modules/files/public.ts'
import { command, type Context } from '#platform/command.ts'
import { OpenMatter, RegisterRecord } from './contract.ts'
import { lockMatter } from './queries-matters.ts'
import { addRecord } from './records.ts'

/** A matter (ärende) has its case number before anything is written in it. */
export const openMatter = command({
  verb: 'matter.open',
  input: OpenMatter,
  numberFields: ['caseNumber'],
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run(context, _, input) {
    const id = await newMatter(context, input)
    if (!id) throw fieldProblem('caseNumber', 'taken')
    return { id, caseNumber: input.caseNumber }
  },
  detail: (input) => ({ caseNumber: input.caseNumber }),
})

type NewMatter = { boardId: string; caseNumber: string; title: string; openedOn?: IsoDate | undefined }

/** The id of the new matter; undefined when the board has used the case number already. */
export async function newMatter(context: Context, matter: NewMatter): Promise<string | undefined> {
  const { db, actor, now } = context
  const { boardId, caseNumber, title } = matter
  const openedOn = matter.openedOn ?? todayIn(now)
  const id = uuidv7(now.getTime())
  const opened = await db
    .insertInto('matter')
    .values({ municipalityId: actor.municipalityId, id, boardId, caseNumber, title, openedOn })
    .onConflict((conflict) => conflict.columns(['municipalityId', 'boardId', 'caseNumber']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return opened?.id
}

/** What comes in, goes out or is drawn up in a matter. It is never changed afterwards; a correction is a new record. */
export const registerRecord = command({
  verb: 'record.register',
  input: RegisterRecord,
  target: ({ db }, input) => lockMatter(db, input.matterId),
  async run(context, matter, { file, matterId, ...input }) {
    if (matter.closedOn) throw new Problem('wrongState')
    const place = { boardId: matter.boardId, shared: false, field: 'file' }
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
