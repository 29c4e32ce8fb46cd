import { fieldProblem } from '#kernel/problem.ts'
import { successionKinds, type SuccessionKind } from '#modules/organisation/rules.ts'

export { successionKinds, type SuccessionKind }

/** How many units go in, and how many come out: the same table for the command and for the page. */
export const shapes = {
  merge: { from: [1, 20], to: [1, 1] },
  split: { from: [1, 1], to: [1, 10] },
  replacement: { from: [1, 1], to: [1, 1] },
} as const satisfies Record<
  SuccessionKind,
  { from: readonly [number, number]; to: readonly [number, number] }
>

/**
 * Whether the numbers fit the kind. A unit that is divided and goes on itself needs one other; one that ends needs two.
 * @throws Problem invalidInput at the field that does not fit
 */
export function refuseShape(
  kind: SuccessionKind,
  given: { readonly from: number; readonly to: number; readonly goesOn: boolean },
): void {
  const { from, to } = shapes[kind]
  if (given.from < from[0] || given.from > from[1]) throw fieldProblem('fromUnitIds', 'chooseOne')
  const least = kind === 'split' && !given.goesOn ? 2 : to[0]
  if (given.to < least) throw fieldProblem('toUnitIds', kind === 'split' ? 'twoUnits' : 'chooseOne')
  if (given.to > to[1]) throw fieldProblem('toUnitIds', 'oneUnit')
}
