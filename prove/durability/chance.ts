/** Numbers that look random and are the same for the same seed (mulberry32): a plan of kills can be run again. */
export type Chance = {
  /** From 0 up to, never, 1. */
  next(): number
  between(least: number, most: number): number
  /** One of several, the heavier the likelier. */
  pick<One>(choices: readonly (readonly [weight: number, one: One])[]): One
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (least, most) => least + (most - least) * next(),
    pick(choices) {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, one] of choices) if ((left -= weight) < 0) return one
      throw new Error('There is nothing to pick from')
    },
  }
}
