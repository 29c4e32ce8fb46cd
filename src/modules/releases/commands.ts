import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { refuseGoneRecords } from '#modules/disposals/public.ts'
import { refreshDuties } from '#modules/duties/public.ts'
import { addRecord, newMatter } from '#modules/meetings/public.ts'
import { command, type Context } from '#platform/command.ts'
import { releaseTexts as t } from '#texts/sv/releases.ts'
import { ChangeRelease, ChooseRecords, ReceiveRelease } from './contract.ts'
import { releaseDutyRules } from './duties.ts'
import { lockRelease, type LockedRelease } from './queries.ts'
import { canMove, dueOnOf, stateOf } from './rules.ts'

/**
 * A request to be given a record gets a matter of its own, where the request stands as the first record. It may be made
 * in any form and by anybody: what is written down is what is asked for, not who asks (TF 2:18).
 */
export const receiveRelease = command({
  verb: 'release.receive',
  input: ReceiveRelease,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run(context, _, { matterIds, ...input }) {
    const receivedOn = input.receivedOn ?? todayIn(context.now)
    if (receivedOn > todayIn(context.now)) throw fieldProblem('receivedOn', 'dateInFuture')
    const matterId = await openOwnMatter(context, { ...input, receivedOn })
    const id = uuidv7(context.now.getTime())
    await insertRequest(context, { ...input, id, matterId, receivedOn })
    await saveMatters(context, { id, boardId: input.boardId }, matterIds)
    await refreshDuties(context, releaseDutyRules, [id])
    return { id, matterId }
  },
  detail: ({ caseNumber }) => ({ caseNumber }),
})

type Received = {
  boardId: string
  caseNumber: string
  receivedOn: string
  way: 'email' | 'post' | 'phone' | 'visit'
  wording: string
  contact: string
}

async function openOwnMatter(context: Context, request: Received): Promise<string> {
  const { boardId, caseNumber, receivedOn, wording } = request
  const matterId = await newMatter(context, {
    ...{ boardId, caseNumber, openedOn: receivedOn },
    ...{ title: t.matterTitle, kind: 'release' },
  })
  if (!matterId) throw fieldProblem('caseNumber', 'taken')
  await addRecord(context, {
    ...{ matterId, boardId, title: t.requestTitle, note: wording },
    ...{ direction: 'in', kind: 'release' },
  })
  return matterId
}

async function insertRequest(
  { db, actor, now }: Context,
  { caseNumber: _, ...request }: Received & { id: string; matterId: string },
): Promise<void> {
  const { municipalityId, accountId } = actor
  const { releaseDays } = await db
    .selectFrom('municipality')
    .select('releaseDays')
    .where('id', '=', municipalityId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('releaseRequest')
    .values({
      ...{ ...request, municipalityId, state: 'received', createdBy: accountId, createdAt: now },
      dueOn: dueOnOf(request.receivedOn, releaseDays),
    })
    .execute()
}

/** What it concerns and how to reach whoever asks can be mended until it is decided; what was asked for stands. */
export const changeRelease = command({
  verb: 'release.receive',
  input: ChangeRelease,
  target: ({ db }, input) => lockRelease(db, input.releaseId),
  async run(context, request, { revision, contact, matterIds }) {
    assertCurrent(request, revision)
    if (!canMove(request.state, 'choose')) throw new Problem('wrongState')
    await saveMatters(context, request, matterIds)
    await dropUnreviewed(context, request.id)
    await save(context, request, { contact })
    return { id: request.id, revision: revision + 1 }
  },
})

/** Matters of the same board only: each board is an authority of its own and decides of its own records. */
async function saveMatters(
  { db, actor }: Context,
  { id, boardId }: { id: string; boardId: string },
  matterIds: readonly string[],
): Promise<void> {
  const wanted = [...new Set(matterIds)]
  const known = wanted.length === 0 ? [] : await knownMatters(db, boardId, wanted)
  if (known.length !== wanted.length) throw fieldProblem('matterIds', 'chooseOne')
  await db.deleteFrom('releaseMatter').where('releaseId', '=', id).execute()
  if (wanted.length === 0) return
  await db
    .insertInto('releaseMatter')
    .values(
      wanted.map((matterId) => ({ municipalityId: actor.municipalityId, releaseId: id, matterId, boardId })),
    )
    .execute()
}

function knownMatters(db: Context['db'], boardId: string, wanted: readonly string[]) {
  return db
    .selectFrom('matter')
    .select('id')
    .where('boardId', '=', boardId)
    .where('id', 'in', [...wanted])
    .execute()
}

/** Records of matters it no longer concerns leave the request; what has been judged stays, with its judgement. */
async function dropUnreviewed({ db }: Context, releaseId: string): Promise<void> {
  await db
    .deleteFrom('releaseRecord as j')
    .where('j.releaseId', '=', releaseId)
    .where('j.verdict', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('record as r')
            .innerJoin('releaseMatter as c', (join) =>
              join.onRef('c.municipalityId', '=', 'r.municipalityId').onRef('c.matterId', '=', 'r.matterId'),
            )
            .select('r.id')
            .whereRef('r.id', '=', 'j.recordId')
            .where('c.releaseId', '=', releaseId),
        ),
      ),
    )
    .execute()
}

/** Chosen one by one or all: what is to be reviewed. What has been judged already is kept, even if it is left out. */
export const chooseRecords = command({
  verb: 'release.review',
  input: ChooseRecords,
  target: ({ db }, input) => lockRelease(db, input.releaseId),
  async run(context, request, { revision, recordIds }) {
    const state = stateOf(request.state, 'choose')
    assertCurrent(request, revision)
    const wanted = await concernedRecords(context, request.id, recordIds)
    if (wanted.length !== new Set(recordIds).size) throw fieldProblem('recordIds', 'chooseOne')
    await refuseGoneRecords(context.db, recordIds)
    await replaceChosen(context, request, wanted)
    await save(context, request, { state })
    return { id: request.id, revision: revision + 1, records: wanted.length }
  },
  detail: (_, { records }) => ({ records }),
})

async function concernedRecords({ db }: Context, releaseId: string, recordIds: readonly string[]) {
  const rows = await db
    .selectFrom('record as r')
    .innerJoin('releaseMatter as c', (join) =>
      join.onRef('c.municipalityId', '=', 'r.municipalityId').onRef('c.matterId', '=', 'r.matterId'),
    )
    .select('r.id')
    .where('c.releaseId', '=', releaseId)
    .where('r.id', 'in', [...recordIds])
    .execute()
  return rows.map((row) => row.id)
}

async function replaceChosen(
  { db, actor }: Context,
  request: LockedRelease,
  wanted: readonly string[],
): Promise<void> {
  const { municipalityId } = actor
  await db
    .deleteFrom('releaseRecord')
    .where('releaseId', '=', request.id)
    .where('verdict', 'is', null)
    .where('recordId', 'not in', [...wanted])
    .execute()
  await db
    .insertInto('releaseRecord')
    .values(
      wanted.map((recordId) => ({
        ...{ municipalityId, releaseId: request.id, recordId, boardId: request.boardId },
      })),
    )
    .onConflict((conflict) => conflict.columns(['municipalityId', 'releaseId', 'recordId']).doNothing())
    .execute()
}

export function assertCurrent(row: { revision: number }, seen: number): void {
  if (row.revision !== seen) throw new Problem('stale', { current: { revision: row.revision } })
}

async function save(
  { db }: Context,
  request: LockedRelease,
  patch: { state?: LockedRelease['state']; contact?: string },
): Promise<void> {
  await db
    .updateTable('releaseRequest')
    .set({ ...patch, revision: request.revision + 1 })
    .where('id', '=', request.id)
    .execute()
}
