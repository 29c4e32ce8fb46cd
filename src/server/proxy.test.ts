import { expect, test } from 'vitest'
import { peerReader } from './proxy.ts'

const asked = (socketAddress: string, forwardedFor?: string, forwardedProto?: string) => ({
  socketAddress,
  forwardedFor,
  forwardedProto,
})

test('nobody can say by a header who they are or that they came by https', () => {
  const peer = peerReader(undefined, undefined)
  expect(peer(asked('203.0.113.9', '10.0.0.1', 'https'))).toEqual({ address: '203.0.113.9', scheme: 'http' })
  const listed = peerReader('10.0.0.4', undefined)
  expect(listed(asked('203.0.113.9', '10.0.0.1', 'https'))).toEqual({
    address: '203.0.113.9',
    scheme: 'http',
  })
})

test('a listed proxy is believed, and only the address that it wrote itself', () => {
  const peer = peerReader('10.0.0.4, 10.1.0.0/16, fd00::/8', undefined)
  expect(peer(asked('10.0.0.4', '1.2.3.4, 203.0.113.9', 'https'))).toEqual({
    address: '203.0.113.9',
    scheme: 'https',
  })
  expect(peer(asked('::ffff:10.1.7.7', '203.0.113.9, 10.0.0.4')).address).toBe('203.0.113.9')
  expect(peer(asked('fd00::1', '2001:db8::5', 'https')).address).toBe('2001:db8::5')
  expect(peer(asked('10.0.0.4', 'inte en adress'))).toEqual({ address: '10.0.0.4', scheme: 'http' })
})

test('1 means a proxy on the same machine', () => {
  const peer = peerReader('1', undefined)
  expect(peer(asked('127.0.0.1', '203.0.113.9', 'https')).scheme).toBe('https')
  expect(peer(asked('10.0.0.4', '203.0.113.9', 'https')).scheme).toBe('http')
})

test('the public address says which scheme, whatever the headers say', () => {
  expect(peerReader('', 'https://uppsikt.example')(asked('203.0.113.9')).scheme).toBe('https')
  expect(peerReader('1', 'http://uppsikt.example')(asked('127.0.0.1', '1.2.3.4', 'https')).scheme).toBe(
    'http',
  )
})

test('a list that is no list stops the start', () => {
  for (const wrong of ['proxy.local', '10.0.0.0/33', '10.0.0.4/x'])
    expect(() => peerReader(wrong, undefined)).toThrow('TRUST_PROXY')
})
