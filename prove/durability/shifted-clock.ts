import { readFileSync } from 'node:fs'

/**
 * Loaded before a program of ours (NODE_OPTIONS): its clock is as many milliseconds wrong as the file says, from the
 * moment that it says so. Timers go by another clock, as they do when a real one is set.
 */
const file = process.env['CLOCK_SHIFT_FILE'] ?? ''
const RealDate = Date
let shift = 0
setInterval(look, 200).unref()
look()

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: unknown[], asked) =>
    // Without arguments it is the moment; all else is calculation.
    Reflect.construct(target, args.length === 0 ? [now()] : args, asked) as Date, // a Date, as its constructor makes
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})

function now(): number {
  return RealDate.now() + shift
}

function look(): void {
  try {
    shift = Number(readFileSync(file, 'utf8')) || 0
  } catch {
    shift = 0
  }
}
