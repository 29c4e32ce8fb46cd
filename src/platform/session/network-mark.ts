import { isIPv4, isIPv6 } from 'node:net'
import { keyedDigest } from '../seal.ts'

/**
 * A mark of the network a sign-in came from: equal for equal networks, so that the log review sees when one person comes
 * from many, and worth nothing to whoever wants to know where somebody was. Undefined where there is no address.
 */
export function networkMark(address: string): string | undefined {
  const network = networkOf(address.replace(/^::ffff:(?=\d+\.)/i, ''))
  return network === undefined ? undefined : keyedDigest(network, 'uppsikt network').slice(0, 10)
}

/** What a household or an office keeps while its address changes: three parts of four, and four of eight. */
function networkOf(address: string): string | undefined {
  if (isIPv4(address)) return address.split('.').slice(0, 3).join('.')
  return isIPv6(address) ? partsOf(address).slice(0, 4).join(':') : undefined
}

function partsOf(address: string): string[] {
  const [plain = ''] = address.toLowerCase().split('%')
  const [before = '', after = ''] = plain.split('::')
  const [first, last] = [wordsOf(before), wordsOf(after)]
  const zeros = plain.includes('::') ? Array<string>(8 - first.length - last.length).fill('0') : []
  return [...first, ...zeros, ...last]
}

function wordsOf(text: string): string[] {
  return text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16).toString(16))
}
