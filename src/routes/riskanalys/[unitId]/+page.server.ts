import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { findUnit } from '#modules/organisation/public.ts'
import { getRules, judgeUnit, listJudgements, weighUnits, withdrawJudgement } from '#modules/risks/public.ts'
import type { Value } from '#modules/risks/rules.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { riskTexts as t } from '#texts/sv/risk-pages.ts'
import { factorRows, judgedIn, namesOf, sumOf } from './factors.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const { boardId } = found(await findUnit(tx, idFrom(params.unitId), today))
    const [weighed] = await weighUnits(tx, { boardId, on: today, unitId: params.unitId })
    const unit = found(weighed)
    const { actFrom } = await getRules(tx, boardId)
    const { facts: _facts, factors: _factors, ...shown } = unit
    return {
      unit: shown,
      rows: factorRows(unit, today),
      sum: sumOf(unit),
      acts: unit.risk >= actFrom,
      history: await listJudgements(tx, unit.unitId),
      mayJudge: may(actor, 'risk.judge', { boardId }),
      today,
    }
  })

export const actions: Actions = {
  bedom: (event) => {
    const names: Record<string, string> = {}
    const today = todayIn(event.locals.now)
    return submit(event, judgeUnit, {
      input: (form) => {
        const judged = judgedIn(form)
        Object.assign(names, namesOf(judged))
        const judgements = judged.map((factor) => ({
          factor,
          value: form.number(`varde-${factor}`) as Value, // the shape refuses any other number, and none
          reason: form.text(`skal-${factor}`),
          source: form.text(`kalla-${factor}`),
          observedOn: form.optional(`dag-${factor}`) ?? today,
        }))
        return { unitId: event.params.unitId, judgements }
      },
      names,
      then: ({ id }) => `/riskanalys/${id}`,
      done: t.saved,
    })
  },
  taTillbaka: (event) =>
    submit(event, withdrawJudgement, {
      input: (form) => ({ judgementId: form.text('bedomning'), reason: form.text('skal') }),
      names: { reason: 'skal' },
      then: ({ unitId }) => `/riskanalys/${unitId}`,
      done: t.withdrawDone,
    }),
}
