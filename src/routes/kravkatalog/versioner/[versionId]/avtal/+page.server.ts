import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { AgreementFilter, agreementsLackingPlan, listAgreements } from '#modules/agreements/public.ts'
import { countRunning, findBase, findVersion } from '#modules/catalogues/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { moveTexts as t } from '#texts/sv/catalogue-drafts.ts'
import { moveAgreements } from './move.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const version = found(await findVersion(tx, idFrom(params.versionId)))
    if (version.state !== 'published' || version.agreementId !== null) throw new Problem('notFound')
    if (!mayAnywhere(actor, 'agreement.change')) throw new Problem('notFound')
    const base = await findBase(tx, version)
    const today = todayIn(locals.now)
    const all = await standingAgreements(tx, today)
    const others = all.filter(({ catalogueVersionId }) => catalogueVersionId !== version.id)
    const lacking = await agreementsLackingPlan(
      tx,
      others.map(({ id }) => id),
      today,
    )
    return {
      version,
      agreements: others.map((agreement) => ({ ...agreement, lacksPlan: lacking.has(agreement.id) })),
      running: base ? await countRunning(tx, base.id) : 0,
      from: version.validFrom > today ? version.validFrom : today,
      commandId: uuidv7(),
    }
  })

/** What is in force or to come; what has ended keeps what it said. */
async function standingAgreements(tx: Db, today: string) {
  const filter = { ...AgreementFilter.parse({}), ...everyRow }
  const inForce = await listAgreements(tx, { ...filter, standing: 'inForce' }, today)
  const upcoming = await listAgreements(tx, { ...filter, standing: 'upcoming' }, today)
  return [...inForce.agreements, ...upcoming.agreements]
}

export const actions: Actions = {
  default: (event) =>
    submit(event, moveAgreements, {
      input: (form) => ({
        versionId: idFrom(event.params.versionId),
        agreements: form.all('avtal'),
        from: form.text('fran'),
        note: form.text('anteckning'),
        reason: form.text('skal'),
      }),
      names: { agreements: 'avtal', from: 'fran', note: 'anteckning', reason: 'skal' },
      then: () => `/kravkatalog/versioner/${event.params.versionId}/avtal`,
      done: ({ moved, left, unplanned }) =>
        [t.moved(moved), left > 0 && t.notMoved(left), unplanned > 0 && t.notPlanned(unplanned)]
          .filter(Boolean)
          .join(' '),
    }),
}
