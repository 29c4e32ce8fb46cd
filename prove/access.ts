import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { prepareDatabase, withAdmin } from '#platform/db/embedded-database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { startTestCluster } from '#test/cluster.ts'
import { tryAll } from './access/attempts.ts'
import { checkLists } from './access/lists.ts'
import { sampleOf } from './access/sample.ts'
import { openStage, type Stage } from './access/stage.ts'
import { attemptTables, narrowerIn, notFoundIn, wrongLines } from './access/tell.ts'
import { findThings } from './access/things.ts'
import { readAsTwins } from './access/twins.ts'
import { compareUnannounced } from './access/unannounced.ts'
import { fillDemo } from './support/demo.ts'
import { tableText } from './support/table.ts'

/**
 * `npm run prove:access`: everything there is to try, by everybody, on everybody's rows, against the tables of policies;
 * what lists hold; what one municipality learns of another; and what operators learn of a visit nobody has announced.
 * `--only` takes some of the parts; `--things N --seed S` takes so many pages, forms and operations, drawn by the seed;
 * `--most N` opens so many addresses of a kind.
 */
const parts = {
  unannounced: proveUnannounced,
  twins: proveTwins,
  lists: proveLists,
  table: proveTable,
}
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(parts).join(',') },
    things: { type: 'string' },
    seed: { type: 'string', default: '1' },
    most: { type: 'string', default: '3' },
  },
})

// What the demo seals is opened by the server that is tried.
process.env['UPPSIKT_LOCK_KEY'] ??= randomBytes(32).toString('base64')
const { server, remove } = await startTestCluster()
let faults = 1
try {
  const { adminUrl, appUrl } = await prepareDatabase(server, 'access')
  await migrate(adminUrl)
  await fillDemo(adminUrl)
  await withAdmin(adminUrl, async (admin) => {
    const stage = await openStage({ admin, appUrl })
    faults = await prove(stage).finally(() => stage.close())
  })
} finally {
  await remove()
}
process.exit(faults === 0 ? 0 : 1)

async function prove(stage: Stage): Promise<number> {
  const wrong: string[] = []
  const before = performance.now()
  for (const [name, part] of Object.entries(parts).filter(([one]) => values.only.split(',').includes(one))) {
    const began = performance.now()
    const found = await part(stage)
    console.log(`${name}: ${found.length} differences in ${minutesSince(began)} minutes.`)
    for (const line of found) console.log(line)
    wrong.push(...found)
  }
  console.log(`\n${wrong.length} differences in ${minutesSince(before)} minutes.`)
  return wrong.length
}

function minutesSince(began: number): string {
  return ((performance.now() - began) / 60_000).toFixed(1)
}

async function proveTable(stage: Stage): Promise<string[]> {
  const all = await findThings()
  const things = sampleOf(all, { size: Number(values.things ?? all.length), seed: Number(values.seed) })
  const tried = await tryAll(stage, things, console.log)
  console.log(`\n${things.length} of ${all.length} pages, forms and operations are tried.\n`)
  for (const table of attemptTables(tried)) console.log(`${table}\n`)
  const missing = notFoundIn(tried)
  console.log(
    `In the demo nothing opens at the own place: ${missing.length === 0 ? 'none' : missing.join(', ')}.`,
  )
  const narrower = narrowerIn(tried)
  console.log(`${narrower.length} readings of the API are for fewer than their verb: ${narrower.join(', ')}.`)
  return wrongLines(tried)
}

async function proveLists(stage: Stage): Promise<string[]> {
  const lists = await checkLists(stage, console.log)
  console.log(
    `\n${tableText(
      ['List', 'people', 'rows', 'faults'],
      lists.map((one) => [one.list, `${one.people}`, `${one.rows}`, `${one.faults.length}`]),
    )}\n`,
  )
  return lists.flatMap(({ list, faults: found }) => found.slice(0, 10).map((fault) => `${list}: ${fault}`))
}

async function proveTwins(stage: Stage): Promise<string[]> {
  const people = stage.people.filter(({ at, way }) => at === 'own' && way === 'signedIn')
  const read = await readAsTwins(stage, people, { most: Number(values.most) })
  const rows = read.map((one) => [one.who, `${one.answers}`, `${one.ofOwn}`, `${one.leaks.length}`])
  console.log(`\n${tableText(['Reader', 'answers', 'with the own marker', "with the other's"], rows)}\n`)
  return read.flatMap(({ who, leaks }) => leaks.map((leak) => `${who} ${leak}`))
}

async function proveUnannounced(stage: Stage): Promise<string[]> {
  const compared = await compareUnannounced(stage, Number(values.most))
  const rows = compared.map((one) => [one.who, `${one.answers}`, `${one.differences.length}`])
  console.log(`\n${tableText(['Operator', 'answers', 'not the same with an unannounced visit'], rows)}\n`)
  return compared.flatMap(({ who, differences }) => differences.map((difference) => `${who} ${difference}`))
}
