import { setTimeout as sleep } from 'node:timers/promises'
import type { Installation } from './installation.ts'
import type { Place } from './place.ts'

const everyMs = 400
const patienceMs = 60_000

/** What somebody who only reads was answered, and how long the longest answer took. */
export type Seen = { readonly answers: ReadonlyMap<string, number>; readonly slowest: number }

/** Asks for a page over and over. A 503 counts as told only when it says when to try again and is a page of ours. */
export function watch(place: Place, installation: Installation): { stop(): Promise<Seen> } {
  const answers = new Map<string, number>()
  const stopping = new AbortController()
  let slowest = 0
  const done = (async () => {
    for (; !stopping.signal.aborted; await sleep(everyMs)) {
      const began = performance.now()
      const told = await look(`${installation.base}/arenden`, place.cookies.registrar)
      slowest = Math.max(slowest, (performance.now() - began) / 1000)
      answers.set(told, (answers.get(told) ?? 0) + 1)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await done
      return { answers, slowest }
    },
  }
}

async function look(address: string, cookie: string): Promise<string> {
  const signal = AbortSignal.timeout(patienceMs)
  const answer = await fetch(address, { headers: { cookie }, redirect: 'manual', signal }).catch(
    () => undefined,
  )
  const text = await answer?.text().catch(() => undefined)
  if (!answer || text === undefined) return 'no answer'
  if (answer.status !== 503) return String(answer.status)
  return answer.headers.has('retry-after') && text.includes('tillfälligt') ? 'told to wait' : 'unclear 503'
}

/** Nothing but the page, the clear refusal, and (where a program was killed) a line that broke. */
export function isClear({ answers }: Seen, allowed: readonly string[] = []): boolean {
  return [...answers.keys()].every((told) => ['200', 'told to wait', ...allowed].includes(told))
}

export function seenText({ answers, slowest }: Seen): string {
  const told = [...answers].map(([what, times]) => `${times} × ${what}`)
  return `${told.join(', ')}; slowest ${slowest.toFixed(1)} s`
}
