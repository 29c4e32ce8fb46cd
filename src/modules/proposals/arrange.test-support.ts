import { createYearPlan, listItems, setStaffHours } from '#modules/plans/public.ts'
import { now, type World } from '#test/world.ts'
import { askProposal, findProposal, workProposals } from './public.ts'

const yearHours = [80, 80, 80, 80, 80, 60, 20, 60, 80, 80, 80, 50]

/** A draft of the care board for 2027 and people with hours, by the same commands as people use. */
export function proposalsIn(world: World) {
  const strategist = () => world.as(world.people.strategist)
  const boardId = world.boards.care ?? ''
  const municipality = { id: world.municipalityId, boards: Object.values(world.boards) }

  async function makePlan(years: { from: number; to: number } = { from: 2027, to: 2027 }): Promise<string> {
    const { id } = await createYearPlan(strategist(), {
      boardId,
      fromYear: years.from,
      toYear: years.to,
      title: `Plan ${years.from}`,
    })
    return id
  }
  const giveHours = (hours: readonly number[] = yearHours) => giveHoursIn(world, hours)
  const ask = (yearPlanId: string, more: Partial<Parameters<typeof askProposal>[1]> = {}, later = 0) =>
    askProposal(world.as(world.people.strategist, new Date(now.getTime() + later)), {
      ...{ yearPlanId, mostSeconds: 20, gapPercent: 2 },
      ...more,
    })
  const work = (ending?: AbortSignal) =>
    workProposals(world.db, { now: () => now, ...(ending && { ending }) })
  const read = async (id: string) => (await world.see(world.people.strategist, (tx) => findProposal(tx, id)))!
  const items = (id: string) => world.see(world.people.strategist, (tx) => listItems(tx, id))
  const manyUnits = (count: number) => makeUnits(world, count)
  return {
    strategist,
    boardId,
    manyUnits,
    municipality,
    makePlan,
    giveHours,
    ask,
    work,
    read,
    items,
    state: stateIn(world),
  }
}

function stateIn(world: World) {
  return async (id: string) => {
    const { rows } = await world.admin.query<{ state: string; begun: number; first: boolean }>(
      'select state, begun, first is not null as first from plan_proposal where id = $1',
      [id],
    )
    return rows[0]
  }
}

async function giveHoursIn(world: World, hours: readonly number[]): Promise<void> {
  const { strategist, reviewer, mas } = world.people
  await setStaffHours(world.as(strategist), {
    boardId: world.boards.care ?? '',
    year: 2027,
    people: [strategist, reviewer, mas].map(({ accountId }) => ({ accountId, hours: [...hours] })),
  })
}

/** More of the board's own units, with names of letters alone. */
async function makeUnits(world: World, count: number): Promise<void> {
  const letters = (at: number) => String.fromCharCode(97 + Math.floor(at / 26), 97 + (at % 26))
  for (let at = 0; at < count; at += 1) {
    const { made } = await world.insert('unit', {
      made: { code: `M${letters(at)}`, board_id: world.boards.care },
    })
    await world.insert('unit_state', {
      state: {
        ...{ unit_id: made, board_id: world.boards.care, provider_id: world.providers.own },
        ...{ name: `Gården ${letters(at)}`, service_area_id: world.areas.groupHome },
        ...{ operating_form: 'inHouse', laws: ['LSS'], district: 'Norra', places: 6, status: 'active' },
        ...{ valid_from: '2022-01-01', recorded_at: '2022-01-01T08:00:00Z' },
      },
    })
  }
}
