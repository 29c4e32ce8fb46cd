import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { beginNow } from './commands-course.ts'
import { RecordVisit } from './contract.ts'
import { lockVisit } from './queries-visits.ts'
import { lockFollowUp } from './queries.ts'
import { timeOfDayOf, type FollowUp, type TimeOfDay } from './rules.ts'
import { swedishInstant } from './rules-visits.ts'

/**
 * Records a visit, made or to come. One that has been made begins the follow-up; one to come stays in the team's
 * schedule, which no operator can read.
 */
export const recordVisit = command({
  verb: 'visit.record',
  input: RecordVisit,
  target: ({ db }, { followUpId }) => lockFollowUp(db, followUpId),
  async run(context, followUp, { followUpId: _id, visitId, date, time, ...visit }) {
    if (!['prepared', 'underway', 'hearing'].includes(followUp.state)) throw new Problem('wrongState')
    const startsAt = swedishInstant(date, time)
    if (!startsAt) throw fieldProblem('time', 'wrongFormat')
    const isMade = startsAt <= context.now
    if (followUp.state === 'prepared') await beginIfMade(context, followUp, { ...visit, isMade })
    if (isMade && visit.metRoles.length === 0) throw fieldProblem('metRoles', 'chooseOne')
    const timeOfDay = timeOfDayOf(startsAt)
    const values = { ...visit, startsAt, timeOfDay, begunAt: isMade ? startsAt : null }
    const id = visitId
      ? await replaceVisit(context, { visitId, followUpId: followUp.id }, values)
      : await insertVisit(context, followUp, values)
    return { id, timeOfDay, begun: isMade }
  },
  detail: ({ announced }, { timeOfDay, begun }) => ({ announced, timeOfDay, begun }),
})

type Visit = {
  announced: boolean
  metRoles: string[]
  notes: string
  startsAt: Date
  timeOfDay: TimeOfDay
  begunAt: Date | null
}

/** The unit cannot have been told of a visit in a follow-up that it does not know of. */
async function beginIfMade(
  context: Context,
  followUp: FollowUp,
  visit: { announced: boolean; isMade: boolean },
): Promise<void> {
  if (!followUp.announced && visit.announced) throw fieldProblem('announced', 'notValid')
  if (visit.isMade) await beginNow(context, followUp)
}

async function replaceVisit(
  { db }: Context,
  key: { visitId: string; followUpId: string },
  values: Visit,
): Promise<string> {
  const planned = await lockVisit(db, key.visitId)
  if (planned?.followUpId !== key.followUpId) throw new Problem('notFound')
  if (planned.begunAt) throw new Problem('alreadyDone')
  await db.updateTable('visit').set(values).where('id', '=', key.visitId).execute()
  return key.visitId
}

async function insertVisit({ db, actor, now }: Context, followUp: FollowUp, values: Visit): Promise<string> {
  const id = uuidv7(now.getTime())
  const { boardId, unitId } = followUp
  await db
    .insertInto('visit')
    .values({ ...values, id, municipalityId: actor.municipalityId, followUpId: followUp.id, boardId, unitId })
    .execute()
  return id
}
