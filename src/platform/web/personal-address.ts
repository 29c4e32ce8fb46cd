import { isUuid } from '#kernel/ids.ts'
import { hasPersonalNumber } from '#kernel/personal-number.ts'

/**
 * The same address without the parameters that hold a personal number; undefined when none does. An address is kept
 * where no text of ours is: in the browser's history, in the log of a proxy, in a link that is passed on.
 */
export function withoutPersonalNumbers(url: URL): string | undefined {
  const given = [...url.searchParams]
  const kept = given.filter((pair) => !pair.some((text) => !isUuid(text) && hasPersonalNumber(text)))
  if (kept.length === given.length) return undefined
  const query = new URLSearchParams(kept).toString()
  return url.pathname + (query ? `?${query}` : '')
}
