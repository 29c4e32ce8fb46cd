import type { Attachment } from 'svelte/attachments'
import type { Changes, Keeper } from './keeper.svelte.ts'

const every = 5000

type Poll = { keeper: Keeper; address: string; since: string; stands: () => string }

/** Asks now and then who is here and what colleagues have changed; not while the page is hidden. */
export function poll({ keeper, address, since, stands }: Poll): Attachment {
  return () => {
    let from = since
    const ask = async () => {
      if (document.hidden) return
      const query = new URLSearchParams({ sedan: from, rad: stands() })
      const response = await fetch(`${address}?${query.toString()}`, {
        headers: { accept: 'application/json' },
      })
      if (!response.ok || response.redirected) return
      // Our own address answers in this shape.
      const answer = (await response.json()) as Changes & { now: string }
      from = answer.now
      keeper.absorb(answer)
      keeper.meet(answer.present)
    }
    // No contact: the row's own saving says so; the next turn asks again.
    const turn = () => void ask().catch(() => undefined)
    const timer = setInterval(turn, every)
    document.addEventListener('visibilitychange', turn)
    turn()
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', turn)
    }
  }
}
