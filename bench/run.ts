import { parseArgs } from 'node:util'
import { benchApi } from './bench-api.ts'
import { benchBrowser } from './bench-browser.ts'
import { benchHour } from './bench-hour.ts'
import { benchMixed } from './bench-mixed.ts'
import { benchPages } from './bench-pages.ts'
import { benchHalfYear, benchReport } from './bench-report.ts'
import { benchStart } from './bench-start.ts'
import { buildWeb } from '#server/web-build.ts'
import { openStage, type Stage } from './stage.ts'
import { tableOf, type Outcome } from './table.ts'

/**
 * `npm run bench`: how far the budgets are kept, each beside a bare reference from the same run, since only ratios can
 * be compared between machines. `--only=api` runs one; `--only=hour` takes an hour and is run only when asked for. Never part of the tests: a slow machine must not fail them.
 */
const onStage: Readonly<Record<string, (stage: Stage) => Promise<Outcome[]>>> = {
  api: benchApi,
  browser: benchBrowser,
  pages: benchPages,
  mixed: benchMixed,
  halfYear: benchHalfYear,
  hour: benchHour,
}
const alone: Readonly<Record<string, () => Promise<Outcome[]>>> = { report: benchReport, start: benchStart }

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const names = [...Object.keys(onStage), ...Object.keys(alone)]
const wanted = values.only === undefined ? names.filter((name) => name !== 'hour') : values.only.split(',')
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Choose from ${names.join(', ')}.`)
  process.exit(1)
}
await buildWeb(console.error, new AbortController().signal)
console.log(tableOf(await runAll()))
process.exit(0)

async function runAll(): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const [name, bench] of Object.entries(alone))
    if (wanted.includes(name)) outcomes.push(...(await told(name, bench)))
  if (!wanted.some((name) => name in onStage)) return outcomes
  const stage = await openStage(console.error)
  try {
    for (const [name, bench] of Object.entries(onStage))
      if (wanted.includes(name)) outcomes.push(...(await told(name, () => bench(stage))))
  } finally {
    await stage.close()
  }
  return outcomes
}

function told(name: string, bench: () => Promise<Outcome[]>): Promise<Outcome[]> {
  console.error(`Measures ${name}.`)
  return bench()
}
