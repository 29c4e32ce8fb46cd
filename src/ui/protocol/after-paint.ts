/** A picture comes every sixtieth of a second; a page that is hidden has none, and then nobody waits to see anything. */
const longestWait = 250

type Page = {
  /** Before the next picture is painted. */
  nextFrame(work: () => void): void
  later(work: () => void, milliseconds: number): void
}

const browser: Page = {
  nextFrame: (work) => void requestAnimationFrame(work),
  later: (work, milliseconds) => void setTimeout(work, milliseconds),
}

/**
 * Work that waits until what was done is to be seen. A timer of no time is not enough: it fires before the next picture as
 * often as after it, and what it writes is then laid out and painted before the choice shows. Each work is done once, in turn.
 */
export function createAfterPaint(page: Page = browser) {
  const waiting = new Set<() => void>()
  const runAll = (works: readonly (() => void)[] = [...waiting]) => {
    for (const work of works) if (waiting.delete(work)) work()
  }
  return {
    run(work: () => void): void {
      const once = () => work()
      waiting.add(once)
      page.nextFrame(() => page.later(() => runAll([once]), 0))
      page.later(() => runAll([once]), longestWait)
    },
    /** What still waits, at once: the page is being left. */
    runAll: () => runAll(),
  }
}
