import { explained } from './conflicts.ts'
import { revised } from './revisions.ts'
import { instance, sizeOf } from './sizes.ts'
import { solved } from './solved.ts'
import { solve } from '#methods/planner/solve/solve.ts'

/** What one run in a process of its own is asked, as its argument. */
export type Asked = {
  readonly what: 'solve' | 'conflict' | 'revision'
  readonly units: number
  readonly seed: number
  readonly seconds: number
  readonly name?: string
}

/** One run, so that its memory is its own; the answer is one line of JSON. */
const asked = JSON.parse(process.argv[2] ?? '{}') as Asked // run.ts writes it
const size = sizeOf(asked.units)
const input = instance(size, asked.seed)
const options = { seconds: asked.seconds, gap: size.gap }
const kinds: Record<Asked['what'], () => Promise<object>> = {
  solve: () => solved(input, options),
  conflict: () => explained(input, asked.name ?? '', asked.seconds),
  revision: async () => {
    const answer = await solve(input, options)
    if (answer.kind !== 'plan') return { kind: answer.kind }
    return revised(input, answer.plan.followUps, { ...options, name: asked.name ?? '' })
  },
}
const answer = await kinds[asked.what]()
console.log(JSON.stringify({ ...answer, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }))
