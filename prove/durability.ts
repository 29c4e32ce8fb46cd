import { parseArgs } from 'node:util'
import { proveKills } from './durability/kills.ts'

/**
 * `npm run prove:durability -- --rounds 100 --seed 1`: processes are killed while people write, and everything that was
 * acknowledged is looked for. Prints its table; ends with an error when anything was lost, doubled or half done.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})

const isProven = await proveKills({
  rounds: Number(values.rounds),
  seed: Number(values.seed),
  say: console.log,
})
process.exit(isProven ? 0 : 1)
