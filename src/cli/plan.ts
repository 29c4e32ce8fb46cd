import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { check } from '#methods/planner/check/check.ts'
import type { Plan, PlanInput } from '#methods/planner/contract.ts'
import { readPlan, readPlanInput } from '#methods/planner/read.ts'
import { explain, infeasiblePlan } from '#methods/planner/solve/explain.ts'
import type { Options } from '#methods/planner/solve/search.ts'
import { solve } from '#methods/planner/solve/solve.ts'
import { openOut, tell, valueOf, type Out, type Refusal } from './plan-files.ts'

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

function refuse({ refused }: Refusal): number {
  for (const line of refused) tell(line)
  return 2
}

type Given = { readonly files: readonly string[]; readonly out: string | undefined } & Options

/** Undefined when something is missing, unknown or no number. */
function given(args: readonly string[], files: number, options: ParseArgsOptionsConfig): Given | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
    const { out } = values
    const [seconds, gap] = [Number(values['time-limit'] ?? 60), Number(values['gap'] ?? 0.01)]
    if (positionals.length !== files || !(seconds > 0) || !(gap >= 0)) return undefined
    return { files: positionals, out: typeof out === 'string' ? out : undefined, seconds, gap }
  } catch {
    return undefined // an option nobody knows, or one without its value
  }
}

const text = { type: 'string' } as const

async function solveFile(args: readonly string[]): Promise<number> {
  const asked = given(args, 1, { out: text, 'time-limit': text, gap: text })
  if (!asked?.out) return usage()
  const input = await valueOf(asked.files[0] ?? '', readPlanInput)
  if ('refused' in input) return refuse(input)
  const out = await openOut(asked.out)
  return 'refused' in out ? refuse(out) : solveTo(input.value, out, asked)
}

async function solveTo(input: PlanInput, out: Out, options: Options): Promise<number> {
  const began = performance.now()
  const answer = await solve(input, options, {
    first: (plan) =>
      tell(
        `första planen: kostnad ${plan.objective?.toFixed(1)}, ${check(input, plan.followUps).length} brutna regler`,
      ),
    progress: ({ seconds, round, objective, bound }) =>
      tell(
        `${seconds.toFixed(0)} s, varv ${round}: kostnad ${costText(objective)}, undre gräns ${costText(bound)}`,
      ),
  })
  if (answer.kind === 'plan') return write(out, answer.plan, 0)
  if (answer.kind === 'unknown') {
    await out.leave()
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

function costText(cost: number): string {
  return Number.isFinite(cost) ? cost.toFixed(1) : 'ingen än'
}

async function write(out: Out, plan: Plan, code: number): Promise<number> {
  const refusal = await out.write(`${JSON.stringify(plan, null, 1)}\n`)
  if (refusal) return refuse(refusal)
  const { followUps, warnings, ...summary } = plan
  console.log(JSON.stringify({ ...summary, followUps: followUps.length, warnings: warnings.length }))
  return code
}

async function checkFile(args: readonly string[]): Promise<number> {
  const asked = given(args, 2, {})
  if (!asked) return usage()
  const [inputFile = '', planFile = ''] = asked.files
  const [input, plan] = [await valueOf(inputFile, readPlanInput), await valueOf(planFile, readPlan)]
  if ('refused' in input) return refuse(input)
  if ('refused' in plan) return refuse(plan)
  const broken = check(input.value, plan.value.followUps)
  console.log(JSON.stringify({ broken }))
  return broken.length === 0 ? 0 : 1
}

async function explainFile(args: readonly string[]): Promise<number> {
  const asked = given(args, 1, { 'time-limit': text })
  if (!asked) return usage()
  const input = await valueOf(asked.files[0] ?? '', readPlanInput)
  if ('refused' in input) return refuse(input)
  const explained = await explain(input.value, asked.seconds)
  console.log(JSON.stringify(explained ?? { conflicts: [], waivers: [] }))
  return explained ? 3 : 0
}
