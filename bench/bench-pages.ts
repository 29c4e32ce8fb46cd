import { startBare, statementsOf } from './bare-server.ts'
import { call, keepAlive, percentile } from './measure.ts'
import { pagesOf, runLoads, type BenchPage } from './pages.ts'
import type { Stage } from './stage.ts'
import { milliseconds, type Outcome } from './table.ts'

const rounds = 40

/** Whole pages, one at a time, against a bare server that runs the statements of the same page past all walls. */
export async function benchPages(stage: Stage): Promise<Outcome[]> {
  const { people, followUps, adminUrl } = stage
  const [person, followUp] = [people[0], followUps[0]]
  if (!person || !followUp) throw new Error('There is nobody to measure as')
  const pages = pagesOf({ unitId: followUp.unitId, followUpId: followUp.id })
  const statements = []
  for (const page of pages)
    statements.push((await statementsOf(adminUrl, (db) => runLoads(db, page, person))).filter(isQuestion))
  const bare = await startBare(adminUrl, statements)
  const agent = keepAlive(1)
  const outcomes: Outcome[] = []
  try {
    for (const [number, page] of pages.entries()) {
      const times = { ours: [] as number[], reference: [] as number[] }
      for (let round = -5; round < rounds; round += 1) {
        const mine = await call(agent, { url: stage.base + encodeURI(page.address), cookie: person.cookie })
        const theirs = await call(agent, { url: `${bare.base}/${number}` })
        if (mine.status !== 200) throw new Error(`${page.address} answers ${mine.status}`)
        if (round < 0) continue
        times.ours.push(mine.ms)
        times.reference.push(theirs.ms)
      }
      outcomes.push(outcomeOf(page, times, statements[number]?.length ?? 0))
    }
  } finally {
    agent.destroy()
    await bare.stop()
  }
  return outcomes
}

/** The transaction and its scope are what the reference does without. */
function isQuestion({ sql }: { sql: string }): boolean {
  return !/^(begin|commit|set local|start transaction)|set_config/i.test(sql.trim())
}

function outcomeOf(
  { what }: BenchPage,
  { ours, reference }: { ours: number[]; reference: number[] },
  statements: number,
): Outcome {
  return {
    what: `${what}, p50/p95`,
    ours: both(ours),
    reference: `${both(reference)} bare server, same ${statements} statements`,
    ratio: percentile(ours, 50) / percentile(reference, 50),
    budget: '',
    kept: null,
  }
}

function both(times: readonly number[]): string {
  return `${milliseconds(percentile(times, 50))} / ${milliseconds(percentile(times, 95))}`
}
