import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { check } from '#methods/planner/check/check.ts'
import type { Plan, PlanInput } from '#methods/planner/contract.ts'
import { readPlan, readPlanInput, type Read } from '#methods/planner/read.ts'
import { explain, infeasiblePlan } from '#methods/planner/solve/explain.ts'
import { solve } from '#methods/planner/solve/solve.ts'

/**
 * `uppsikt plan solve|check|explain` on files in the contract's format: the same planner as the screen's. Exit codes: 0 a
 * plan (or nothing broken), 1 something broken or no answer in the time, 2 input that is not valid, 3 no plan can be.
 * Progress and faults go to standard error; standard output holds one JSON summary.
 */
const words: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  solve: solveFile,
  check: checkFile,
  explain: explainFile,
}

const USAGE = `Skriv något av:
  uppsikt plan solve INPUT.json --out PLAN.json [--time-limit SEKUNDER] [--gap ANDEL]
  uppsikt plan check INPUT.json PLAN.json
  uppsikt plan explain INPUT.json [--time-limit SEKUNDER]`

export async function run(args: readonly string[]): Promise<void> {
  const [word = '', ...rest] = args
  process.exitCode = Object.hasOwn(words, word) ? await words[word]?.(rest) : usage()
}

function usage(): number {
  console.error(USAGE)
  return 2
}

async function solveFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      'time-limit': { type: 'string', default: '60' },
      gap: { type: 'string', default: '0.01' },
    },
  })
  const [from] = positionals
  const options = { seconds: Number(values['time-limit']), gap: Number(values.gap) }
  if (!from || !values.out || !(options.seconds > 0) || !(options.gap >= 0)) return usage()
  const input = await valid(from, readPlanInput)
  return input ? solveTo(input, values.out, options) : 2
}

async function solveTo(
  input: PlanInput,
  out: string,
  options: { seconds: number; gap: number },
): Promise<number> {
  const began = performance.now()
  const answer = await solve(input, options, {
    first: (plan) =>
      tell(
        `första planen: kostnad ${plan.objective?.toFixed(1)}, ${check(input, plan.followUps).length} brutna regler`,
      ),
    progress: ({ seconds, round, objective, bound }) =>
      tell(
        `${seconds.toFixed(0)} s, varv ${round}: kostnad ${objective.toFixed(1)}, undre gräns ${bound.toFixed(1)}`,
      ),
  })
  if (answer.kind === 'plan') return write(out, answer.plan, 0)
  if (answer.kind === 'unknown') {
    tell(
      'Ingen plan hittades på tiden, och det är inte visat att det saknas en. Ge mer tid med --time-limit.',
    )
    return 1
  }
  tell('Ingen plan kan hålla alla regler. Letar efter varför.')
  const explained = await explain(input, options.seconds)
  const seconds = (performance.now() - began) / 1000
  return write(out, await infeasiblePlan(input, explained ?? { conflicts: [], waivers: [] }, seconds), 3)
}

async function write(out: string, plan: Plan, code: number): Promise<number> {
  await writeFile(out, `${JSON.stringify(plan, null, 1)}\n`)
  const { followUps, warnings, ...summary } = plan
  console.log(JSON.stringify({ ...summary, followUps: followUps.length, warnings: warnings.length }))
  return code
}

async function checkFile([inputFile, planFile]: readonly string[]): Promise<number> {
  if (!inputFile || !planFile) return usage()
  const input = await valid(inputFile, readPlanInput)
  const plan = await valid(planFile, readPlan)
  if (!input || !plan) return 2
  const broken = check(input, plan.followUps)
  console.log(JSON.stringify({ broken }))
  return broken.length === 0 ? 0 : 1
}

async function explainFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'time-limit': { type: 'string', default: '60' } },
  })
  const [from] = positionals
  if (!from) return usage()
  const input = await valid(from, readPlanInput)
  if (!input) return 2
  const explained = await explain(input, Number(values['time-limit']))
  console.log(JSON.stringify(explained ?? { conflicts: [], waivers: [] }))
  return explained ? 3 : 0
}

/** The file's value, or every fault on standard error with its pointer. */
async function valid<Value>(file: string, read: (text: string) => Read<Value>): Promise<Value | undefined> {
  const answer = read(await readFile(file, 'utf8'))
  if ('value' in answer) return answer.value
  for (const { pointer, message } of answer.faults) tell(`${pointer || '/'}: ${message}`)
  return undefined
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}
