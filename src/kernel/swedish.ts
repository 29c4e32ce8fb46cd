/**
 * Numbers and lists as Swedish is written. Written out here rather than left to Intl, so that a paper frozen
 * today and a page in any browser show the same characters.
 */

const noBreakSpace = '\u00A0'
const minus = '\u2212'

/** "1 234,5" with no-break spaces. Without `decimals`: at most two, no empty zeros at the end. */
export function formatNumber(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) throw new RangeError('only a finite number can be shown')
  const [whole = '0', rest = ''] = roundedText(Math.abs(value), decimals ?? 2).split('.')
  const fraction = decimals === undefined ? rest.replace(/0+$/, '') : rest
  const digits = whole.replace(/\B(?=(?:\d{3})+$)/g, noBreakSpace) + (fraction && `,${fraction}`)
  return value < 0 && /[1-9]/.test(digits) ? minus + digits : digits
}

/** A share as per cent: 0.873 gives "87 %". */
export function formatPercent(share: number, decimals = 0): string {
  return `${formatNumber(withoutNoise(share * 100), decimals)}${noBreakSpace}%`
}

/** "1 brist", "3 brister" */
export function plural(n: number, one: string, many: string): string {
  return `${formatNumber(n)} ${n === 1 ? one : many}`
}

/** "a, b och c" */
export function listOf(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} och ${last}`
}

/** As the first word of a sentence. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

const collator = new Intl.Collator('sv', { numeric: true })

/** For sorting as Swedes look things up: å, ä and ö last, "Enhet 2" before "Enhet 10". */
export function compareSwedish(one: string, other: string): number {
  return collator.compare(one, other)
}

/** Half goes away from zero. Beyond 10^15 there are no decimals left, and `toFixed` would turn to exponents. */
function roundedText(value: number, decimals: number): string {
  if (value >= 1e15) return BigInt(value).toString() + (decimals > 0 ? `.${'0'.repeat(decimals)}` : '')
  const steps = 10 ** decimals
  return (Math.round(withoutNoise(value * steps)) / steps).toFixed(decimals)
}

/** 0.285 * 100 is 28.499999999999996 in binary: the noise must not decide which way it is rounded. */
function withoutNoise(value: number): number {
  return Number(value.toPrecision(15))
}
