import type { Outcome, ImportState } from '#modules/imports/rules.ts'
import type { Tone } from '#ui/shapes.ts'

export const stateTones: Readonly<Record<ImportState, Tone>> = {
  uploaded: 'info',
  read: 'info',
  previewed: 'info',
  done: 'ok',
  undone: 'neutral',
  refused: 'warn',
}

export const outcomeTones: Readonly<Record<Outcome, Tone>> = {
  new: 'ok',
  changed: 'info',
  unchanged: 'neutral',
  faulty: 'warn',
}
