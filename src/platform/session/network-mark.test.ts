import { expect, test } from 'vitest'
import { networkMark } from './network-mark.ts'

test('a new address in the same network has the same mark, another network another', () => {
  expect(networkMark('192.0.2.7')).toBe(networkMark('192.0.2.200'))
  expect(networkMark('192.0.2.7')).not.toBe(networkMark('192.0.3.7'))
  expect(networkMark('2001:db8:0:1::7')).toBe(networkMark('2001:0DB8:0000:0001:ffff::1'))
  expect(networkMark('2001:db8:0:1::7')).not.toBe(networkMark('2001:db8:0:2::7'))
})

test('the same address is marked alike however it is written', () => {
  expect(networkMark('::ffff:192.0.2.7')).toBe(networkMark('192.0.2.7'))
  expect(networkMark('fe80::1%eth0')).toBe(networkMark('fe80:0:0:0:0:0:0:1'))
})

test('nothing of the address stands in the mark, and what is no address has none', () => {
  expect(networkMark('192.0.2.7')).toMatch(/^[\w-]{10}$/)
  for (const text of ['', 'localhost', '192.0.2', '1.2.3.4.5', 'x'.repeat(2000)])
    expect(networkMark(text)).toBeUndefined()
})
