import { addWorkingDays } from '#kernel/calendar.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { remembersFrom, type DutyRule } from '#modules/duties/public.ts'
import { releaseTexts as t } from '#texts/sv/releases.ts'

/** A request is answered at once or as soon as can be (TF 2:15–16): the days are the municipality's own setting. */
const answer: DutyRule = {
  key: 'release.answer',
  label: t.dutyLabel,
  async list(db, { today }) {
    const rows = await db
      .selectFrom('releaseRequest as q')
      .innerJoin('matter as m', (join) =>
        join.onRef('m.municipalityId', '=', 'q.municipalityId').onRef('m.id', '=', 'q.matterId'),
      )
      .select(['q.id', 'q.boardId', 'q.dueOn', 'q.receivedOn', 'q.decidedOn', 'm.caseNumber'])
      .where('q.receivedOn', '>=', remembersFrom(today))
      .orderBy('q.dueOn')
      .orderBy('q.id')
      .execute()
    return rows.map(({ id, boardId, dueOn, receivedOn, decidedOn, caseNumber }) => ({
      ...{ sourceId: id, period: '', boardId, unitId: null, providerId: null, dueOn },
      ...{ title: t.duty(caseNumber), href: `/utlamnanden/${id}`, ground: t.dutyGround },
      ...{ remindFrom: nearFrom(receivedOn, dueOn), ownerId: null, ownerRole: 'registrar' as const },
      proof: decidedOn ? { doneOn: decidedOn, href: `/utlamnanden/${id}` } : null,
    }))
  },
}

/** The working day before, but never before it came in. */
function nearFrom(receivedOn: IsoDate, dueOn: IsoDate): IsoDate {
  const before = addWorkingDays(dueOn, -1)
  return before > receivedOn ? before : receivedOn
}

export const releaseDutyRules: readonly DutyRule[] = [answer]
