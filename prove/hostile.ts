import { parseArgs } from 'node:util'
import { buildWeb } from '#server/web-build.ts'
import { fuzzAddresses } from './hostile/addresses.ts'
import { runCases } from './hostile/cases.ts'
import { toldOperations } from './hostile/description.ts'
import { fuzzForms } from './hostile/forms.ts'
import { fuzzOperations } from './hostile/operations.ts'
import { patternRows } from './hostile/patterns.ts'
import { siteRoutes } from './hostile/routes.ts'
import { openStage, type Stage } from './hostile/stage.ts'
import { faultRows, newTally, tallyRows } from './hostile/tally.ts'
import { marker } from './hostile/values.ts'
import { tableText } from './support/table.ts'

/**
 * `npm run prove:hostile`: the abuse cases one by one, then every operation, page and form with input that is right,
 * almost right and made to hurt, then every pattern of the code. The same `--seed` gives the same input; `--only` takes a
 * part of an address, `--area` some of cases,api,forms,pages,patterns. Ends with 1 where anything is not as it should be.
 */
const areas = ['cases', 'api', 'forms', 'pages', 'patterns'] as const
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261122' },
    rounds: { type: 'string', default: '4' },
    only: { type: 'string', default: '' },
    area: { type: 'string', default: areas.join(',') },
  },
})
const rounds = Number(values.rounds)
const wanted = (area: (typeof areas)[number]) => values.area.split(',').includes(area)
const tally = newTally()
const faults: string[] = []

if (wanted('patterns')) patterns()
if (values.area !== 'patterns') {
  await buildWeb(console.error, new AbortController().signal)
  const stage = await openStage(Number(values.seed), console.error)
  try {
    await onStage(stage)
  } finally {
    await stage.close()
  }
}
console.log(`\nSeed ${values.seed}. ${faults.length === 0 ? 'No faults.' : `Faults: ${faults.join(', ')}.`}`)
process.exit(faults.length === 0 ? 0 : 1)

async function onStage(stage: Stage): Promise<void> {
  if (wanted('cases')) await abuse(stage)
  const many = { valid: rounds, 'near-valid': rounds * 2, hostile: rounds * 2 }
  const routes = (await siteRoutes()).filter(({ id }) => id.includes(values.only))
  const told = (await toldOperations(stage)).filter(({ name }) => name.includes(values.only))
  if (wanted('api')) await fuzzOperations(stage, tally, { told, rounds: many })
  const unseen = wanted('forms') ? await fuzzForms(stage, tally, { routes, rounds: many }) : []
  // Last, so that every page is opened with what the others have left in the database.
  if (wanted('pages'))
    await fuzzAddresses(stage, tally, { routes, rounds: { valid: rounds, 'near-valid': 1, hostile: rounds } })
  tell(unseen)
  logs(stage.said())
}

async function abuse(stage: Stage): Promise<void> {
  const rows = await runCases(stage)
  console.log(tableText(['case', 'attempt', 'expected', 'got', 'kept'], rows))
  faults.push(...rows.filter(({ 4: kept }) => kept === 'NO').map(([number]) => `case ${number}`))
}

function tell(unseen: readonly string[]): void {
  if (tally.counts.size === 0) return
  console.log(`\n${tableText(['area', 'kind', 'things', 'sent', 'answered'], tallyRows(tally))}`)
  console.log(`\nSlowest: ${tally.slowest.what}, ${Math.round(tally.slowest.ms)} ms.`)
  if (unseen.length > 0)
    console.log(`Sent the fields of the code, since no page showed the form: ${unseen.join(' ')}`)
  if (tally.faults.length === 0) return
  console.log(`\n${tableText(['area', 'what', 'kind', 'why', 'times', 'first sent'], faultRows(tally))}`)
  faults.push(`${tally.faults.length} answers`)
}

/** Every line of the server is one of ours, and none holds what was sent. */
function logs(said: string): void {
  const lines = said.split('\n').filter(Boolean)
  const foreign = lines.filter((line) => line.includes(marker) || !line.startsWith('{"time":'))
  const broken = lines.filter((line) => line.includes('"level":"error"'))
  console.log(
    `\n${lines.length} lines of log: ${foreign.length} with what was sent, ${broken.length} of faults.`,
  )
  for (const line of [...foreign, ...broken].slice(0, 5)) console.log(line.slice(0, 400))
  if (foreign.length + broken.length > 0) faults.push('the log')
}

function patterns(): void {
  const { rows, count, slow } = patternRows()
  console.log(`\n${tableText(['file', 'pattern', 'signs', 'ms', 'text'], rows)}`)
  console.log(`${count} patterns, ${slow} over their limit.\n`)
  if (slow > 0) faults.push(`${slow} patterns`)
}
