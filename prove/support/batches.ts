/** As many as are asked at the same time. */
const together = 8

export function* inBatches<One>(all: readonly One[]): Generator<readonly One[]> {
  for (let from = 0; from < all.length; from += together) yield all.slice(from, from + together)
}

/** Each of them, several at a time; the answers in the same order. */
export async function eachOf<One, Made>(
  all: readonly One[],
  ask: (one: One) => Promise<Made>,
): Promise<Made[]> {
  const made: Made[] = []
  for (const some of inBatches(all)) made.push(...(await Promise.all(some.map(ask))))
  return made
}
