import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { plantings, type Explanation } from './conflicts.ts'
import type { Asked } from './one.ts'
import { happenings, type Revised } from './revisions.ts'
import { BUDGET, sizeOf, sizes } from './sizes.ts'
import type { Solved } from './solved.ts'

/**
 * `node bench/planner/run.ts [--only=plans,conflicts,revisions] [--sizes=50,300] [--seeds=1,2,3] [--seconds=60]`: how good
 * the planner is, beside spreadsheet practice and its own list, every run in a process of its own. Progress goes to standard
 * error, tables in Markdown to standard output. Never part of the tests: a slow machine must not fail them.
 */
type Table = { readonly heads: readonly string[]; readonly rows: string[][] }
type Wanted = {
  readonly sizes: readonly number[]
  readonly seeds: readonly number[]
  readonly seconds: number
}
const parts: Readonly<Record<string, (wanted: Wanted) => Promise<Table>>> = {
  plans: benchPlans,
  conflicts: benchConflicts,
  revisions: benchRevisions,
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(parts).join() },
    sizes: { type: 'string', default: sizes.map(({ units }) => units).join() },
    seeds: { type: 'string', default: '1,2,3' },
    seconds: { type: 'string', default: String(BUDGET.seconds) },
  },
})
const numbers = (text: string) => text.split(',').map(Number)
const wanted = { sizes: numbers(values.sizes), seeds: numbers(values.seeds), seconds: Number(values.seconds) }
for (const size of wanted.sizes) sizeOf(size)
for (const name of values.only.split(',')) {
  const part = parts[name]
  if (!part) throw new Error(`There is no ${name}. Choose from ${Object.keys(parts).join(', ')}.`)
  console.log(`\n### ${name}\n\n${markdown(await part(wanted))}`)
}

async function benchPlans({ sizes: asked, seeds, seconds }: Wanted): Promise<Table> {
  const heads = [
    'units',
    'seed',
    'tightest',
    'spreadsheet: broken (hours over)',
    'list: broken (hours over), seconds',
    'broken (hours over)',
    'objective',
    'bound',
    'gap',
    'list to bound closed',
    'seconds',
    'CPU s',
    'MB',
    'kept',
  ]
  const rows = await each(asked, seeds, async (units, seed) => {
    const one = await run<Solved>({ what: 'solve', units, seed, seconds })
    return [
      [
        percent(one.tightest),
        verdict(one.spreadsheet),
        `${verdict(one.list)}, ${figure(one.list.seconds, 2)}`,
        one.plan ? verdict(one.plan) : one.kind,
        figure(one.objective),
        figure(one.bound),
        one.gap === null ? '' : percent(one.gap, 2),
        closed(one),
        figure(one.seconds),
        figure(one.cpuSeconds),
        String(one.megabytes),
        kept(one, sizeOf(units).gap) ? 'yes' : 'NO',
      ],
    ]
  })
  return { heads, rows }
}

/** The bar: nothing broken, the gap reached in the time, in the memory, and the list's answer at once. */
function kept({ plan, gap, seconds, megabytes, list }: Solved & Measured, most: number): boolean {
  const proven = plan?.broken === 0 && gap !== null && gap <= most
  return (
    proven &&
    seconds <= BUDGET.seconds + 5 &&
    megabytes < BUDGET.megabytes &&
    list.seconds < BUDGET.firstSeconds
  )
}

/** How much of the way from the list's cost to the bound the plan went; only where the list kept the rules is it a way. */
function closed({ list, objective, bound }: Solved): string {
  if (list.objective === null || objective === null || bound === null || list.objective <= bound) return ''
  return percent((list.objective - objective) / (list.objective - bound), 1)
}

async function benchConflicts({ sizes: asked, seeds, seconds }: Wanted): Promise<Table> {
  const heads = [
    'units',
    'seed',
    'planted',
    'answer',
    'seconds',
    'groups',
    'named',
    'waivers: granted / a tenth less',
    'MB',
  ]
  const rows = await each(asked, seeds, async (units, seed) => {
    const told: string[][] = []
    for (const name of Object.keys(plantings)) {
      const one = await run<Explanation>({ what: 'conflict', units, seed, seconds, name })
      const waivers = one.waivers.map(
        (way) => `${way.rule} ${figure(way.amount)}: ${way.granted} / ${way.less}`,
      )
      const named = one.named ? 'yes' : 'NO'
      told.push([
        name,
        one.kind,
        figure(one.seconds),
        String(one.groups),
        named,
        waivers.join('; '),
        String(one.megabytes),
      ])
    }
    return told
  })
  return { heads, rows }
}

async function benchRevisions({ sizes: asked, seeds, seconds }: Wanted): Promise<Table> {
  const heads = [
    'units',
    'seed',
    'what happens',
    'broken (hours over)',
    'follow-ups left',
    'moved',
    'had to move',
    'gap',
    'seconds',
    'MB',
  ]
  const rows = await each(asked, seeds, async (units, seed) => {
    const told: string[][] = []
    for (const name of Object.keys(happenings)) {
      const one = await run<Revised>({ what: 'revision', units, seed, seconds, name })
      told.push([
        name,
        one.kind === 'plan' ? verdict(one) : one.kind,
        figure(one.followUps, 0),
        figure(one.moved, 0),
        figure(one.hadToMove, 0),
        one.gap === null || one.gap === undefined ? '' : percent(one.gap, 2),
        figure(one.seconds),
        String(one.megabytes),
      ])
    }
    return told
  })
  return { heads, rows }
}

type Measured = { readonly megabytes: number }

/** One run in a process of its own. */
function run<Answer>(asked: Asked): Promise<Answer & Measured> {
  const { what, units, seed, name = '' } = asked
  console.error(`Runs ${[what, units, `seed ${seed}`, name].filter(Boolean).join(', ')}.`)
  return new Promise((resolve, reject) => {
    const script = new URL('one.ts', import.meta.url).pathname
    const child = spawn(process.execPath, [script, JSON.stringify(asked)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => (said += part))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0)
        resolve(JSON.parse(said) as Answer & Measured) // one.ts writes it
      else reject(new Error(`${what} of ${units} units, seed ${seed}, ended with ${code}.`))
    })
  })
}

/** One after the other: runs beside each other would measure each other. */
async function each(
  asked: readonly number[],
  seeds: readonly number[],
  rows: (units: number, seed: number) => Promise<string[][]>,
): Promise<string[][]> {
  const all: string[][] = []
  for (const units of asked)
    for (const seed of seeds)
      for (const row of await rows(units, seed)) all.push([String(units), String(seed), ...row])
  return all
}

function verdict({ broken, hoursOver }: { broken: number; hoursOver: number }): string {
  return `${broken} (${hoursOver})`
}

function percent(share: number, decimals = 0): string {
  return `${(share * 100).toFixed(decimals)} %`
}

function figure(value: number | null | undefined, decimals = 1): string {
  return value === null || value === undefined ? '' : value.toFixed(decimals)
}

function markdown({ heads, rows }: Table): string {
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
