import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import { beginNow } from './commands-course.ts'
import { RecordVisit } from './contract.ts'
import { lockVisit } from './queries-visits.ts'
import { lockFollowUp } from './queries.ts'
import { timeOfDayOf } from './rules.ts'
import { swedishInstant } from './rules-visits.ts'

/**
 * Records a visit, made or to come. One that has been made begins the follow-up; one to come stays in the team's
 * schedule, which no operator can read.
 */
export const recordVisit = command({
  verb: 'visit.record',
  input: RecordVisit,
  target: ({ db }, { followUpId }) => lockFollowUp(db, followUpId),
  async run(context, followUp, { visitId, date, time, announced, metRoles, notes }) {
    const { db, actor, now } = context
    if (!['prepared', 'underway', 'hearing'].includes(followUp.state)) throw new Problem('wrongState')
    if (!followUp.announced && announced && followUp.state === 'prepared')
      throw fieldProblem('announced', 'notValid')
    const startsAt = swedishInstant(date, time)
    if (!startsAt) throw fieldProblem('time', 'wrongFormat')
    const isMade = startsAt <= now
    if (isMade && metRoles.length === 0) throw fieldProblem('metRoles', 'chooseOne')
    if (isMade && followUp.state === 'prepared') await beginNow(context, followUp)
    const values = {
      startsAt,
      timeOfDay: timeOfDayOf(startsAt),
      announced,
      metRoles,
      notes,
      begunAt: isMade ? startsAt : null,
    }
    if (visitId) {
      const planned = await lockVisit(db, visitId)
      if (planned?.followUpId !== followUp.id) throw new Problem('notFound')
      if (planned.begunAt) throw new Problem('alreadyDone')
      await db.updateTable('visit').set(values).where('id', '=', visitId).execute()
      return { id: visitId, timeOfDay: values.timeOfDay, begun: isMade }
    }
    const id = uuidv7(now.getTime())
    const { boardId, unitId } = followUp
    await db
      .insertInto('visit')
      .values({
        ...values,
        id,
        municipalityId: actor.municipalityId,
        followUpId: followUp.id,
        boardId,
        unitId,
      })
      .execute()
    return { id, timeOfDay: values.timeOfDay, begun: isMade }
  },
  detail: ({ announced }, { timeOfDay, begun }) => ({ announced, timeOfDay, begun }),
})
