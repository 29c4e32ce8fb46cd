import { instance, sizeOf } from './sizes.ts'

/** `node bench/planner/write.ts SIZE SEED > input.json`: an invented municipality, for `uppsikt plan solve` or others. */
const [units = '', seed = '1'] = process.argv.slice(2)
try {
  process.stdout.write(`${JSON.stringify(instance(sizeOf(Number(units)), Number(seed)), null, 1)}\n`)
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : String(fault))
  process.exitCode = 2
}
