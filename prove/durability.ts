import { parseArgs } from 'node:util'
import { cases, proveCase } from './durability/cases.ts'
import { proveKills } from './durability/kills.ts'

/**
 * `npm run prove:durability -- --rounds 100 --seed 1`: processes are killed while people write, and everything that was
 * acknowledged is looked for. `--only=disk,restart,slow,clock,two,parent` tries those instead. Prints its tables; ends
 * with an error when anything was lost, doubled, half done or not told clearly.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const seed = Number(values.seed)
const asked = { seed, say: console.log, rounds: Number(values.rounds) }
const names = values.only?.split(',') ?? []
const unknown = names.filter((name) => !Object.hasOwn(cases, name))
if (unknown.length > 0 || !Number.isInteger(asked.rounds) || !Number.isInteger(seed)) {
  console.error(`Write --rounds and --seed as numbers; --only takes ${Object.keys(cases).join(', ')}.`)
  process.exit(1)
}

let isProven = names.length > 0 || (await proveKills(asked))
for (const name of names) isProven = (await proveCase(name, asked)) && isProven
process.exit(isProven ? 0 : 1)
