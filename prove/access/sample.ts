/** So many of them, drawn by a seed: the same seed draws the same. */
export function sampleOf<One>(all: readonly One[], { size, seed }: { size: number; seed: number }): One[] {
  const draw = drawing(seed)
  return all
    .map((one, at) => ({ one, at, drawn: draw() }))
    .sort((a, b) => a.drawn - b.drawn)
    .slice(0, size)
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

/** Mulberry32: small, and the same everywhere. */
function drawing(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
