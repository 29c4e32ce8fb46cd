import { todayIn } from '#kernel/dates.ts'
import { listUnits, UnitFilter } from '#modules/organisation/public.ts'
import { startBare, statementsOf } from './bare-server.ts'
import type { Agent } from 'node:http'
import { call, load, median } from './measure.ts'
import type { Stage } from './stage.ts'
import type { Outcome } from './table.ts'

const clients = 20
const seconds = 10
const rounds = 3
const query = { q: 'björk', status: 'active', sort: '-brister', limit: '50' }

/** A filtered, sorted page of units, over the API, against the same statements in a bare server without any rights. */
export async function benchApi(stage: Stage): Promise<Outcome[]> {
  const statements = await statementsOf(stage.adminUrl, (db) =>
    listUnits(db, UnitFilter.parse(query), todayIn(new Date())),
  )
  const bare = await startBare(stage.adminUrl, [statements])
  const ours = `${stage.base}/api/v1/units?${new URLSearchParams(query).toString()}`
  try {
    const rates = { ours: [] as number[], reference: [] as number[] }
    let errors = 0
    for (let round = 0; round <= rounds; round += 1) {
      const lasts = round === 0 ? 2 : seconds / rounds
      const mine = await load(clients, lasts, askOf(ours, stage))
      const theirs = await load(clients, lasts, askOf(`${bare.base}/0`))
      errors += mine.errors + theirs.errors
      if (round === 0) continue
      rates.ours.push(mine.perSecond)
      rates.reference.push(theirs.perSecond)
    }
    const [mine, theirs] = [median(rates.ours), median(rates.reference)]
    return [
      {
        what: 'register over the API, 20 clients',
        ours: `${mine.toFixed(0)}/s`,
        reference: `${theirs.toFixed(0)}/s bare server, same SQL`,
        ratio: mine / theirs,
        budget: 'at least 0.5, no errors',
        kept: mine / theirs >= 0.5 && errors === 0,
      },
    ]
  } finally {
    await bare.stop()
  }
}

function askOf(url: string, stage?: Stage) {
  return async (agent: Agent, client: number) => {
    const cookie = stage?.people[client]?.cookie
    const { status, ms } = await call(agent, cookie ? { url, cookie } : { url })
    return { status, ms }
  }
}
