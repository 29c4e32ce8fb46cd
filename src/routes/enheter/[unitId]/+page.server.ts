import type { PageServerLoad } from './$types'
import { may, type Actor } from '#access/may.ts'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { agreementsForUnit, listCare } from '#modules/agreements/public.ts'
import { listAreasInView, type View } from '#modules/frameworks/public.ts'
import {
  listBoards,
  listLineage,
  listOpenFindings,
  listServiceAreas,
  listUnitFollowUps,
  unitAsThen,
  unitOverview,
} from '#modules/organisation/public.ts'
import { listOwnPlan, OwnPlanFilter } from '#modules/plans/public.ts'
import { aboutInWords, listEntriesAbout } from '#modules/registers/public.ts'
import { weighUnits } from '#modules/risks/public.ts'
import { frameworksFor, wordFacts } from '#modules/organisation/rules.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask } from '#platform/web/ask.ts'
import { factLabels } from '#texts/sv/organisation.ts'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { unit } = await parent()
  const today = todayIn(locals.now)
  const view: View = url.searchParams.get('vy') === 'kommun' ? 'own' : 'national'
  return ask(locals, async (tx, actor) => {
    const asked = { boardId: unit.boardId, on: today, unitId: unit.id }
    const maySeeRisk = may(actor, 'risk.read', { boardId: unit.boardId })
    const state = await unitAsThen(tx, params.unitId, today, locals.now)
    const areas = await listServiceAreas(tx)
    const boards = await listBoards(tx)
    return {
      words: wordFacts.map((name) => ({ label: factLabels[name], text: state?.[name] ?? '' })),
      board: boards.find((board) => board.id === unit.boardId)?.name ?? '',
      area: areas.find((area) => area.id === unit.serviceAreaId),
      agreements: await agreementsForUnit(tx, params.unitId, today),
      care: await listCare(tx, { unitId: params.unitId }, today),
      ...(await unitOverview(tx, params.unitId)),
      planned: runs(actor, unit.id) ? await plannedFor(tx, unit.id, today) : [],
      findings: await listOpenFindings(tx, params.unitId),
      view,
      // Whoever runs the unit never learns it, and nothing is weighed for them.
      risk: maySeeRisk ? ((await weighUnits(tx, asked))[0]?.risk ?? null) : null,
      qualityAreas: await listAreasInView(tx, view, frameworksFor(unit.laws)),
      registers: await aboutInWords(tx, await listEntriesAbout(tx, { unitId: params.unitId }), today),
      ...(await lineageOf(tx, params.unitId, today)),
    }
  })
}

/** Whom the decided plans are told as to an operator; the office reads them whole in their own place. */
function runs({ assignments }: Actor, unitId: string): boolean {
  return assignments.some(({ unitIds }) => unitIds?.includes(unitId))
}

async function plannedFor(tx: Db, unit: string, today: IsoDate) {
  return (await listOwnPlan(tx, OwnPlanFilter.parse({ unit }), today)).planned
}

/** The chain, and what is found of the units before this one: each still under its own name and operator. */
async function lineageOf(tx: Db, unitId: string, today: IsoDate) {
  const relatives = await listLineage(tx, unitId, today)
  const inherited = []
  for (const { unitId: id, name } of relatives.filter((one) => one.side === 'before'))
    inherited.push({
      id,
      name,
      findings: await listOpenFindings(tx, id),
      followUps: await listUnitFollowUps(tx, id),
    })
  return { relatives, inherited: inherited.filter((one) => one.findings.length + one.followUps.length > 0) }
}
