import { createServer, type Server } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { selfSigned } from '#test/certificate.ts'
import { fetchOnlyFrom, isInternal } from './outgoing.ts'

let server: Server
let home: URL
let asked: string[] = []
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/moved') response.writeHead(302, { location: '/elsewhere' }).end()
    else if (request.url === '/endless') response.end(Buffer.alloc(1_500_000))
    else response.end('hej')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const at = server.address()
  home = new URL(`http://localhost:${typeof at === 'object' && at ? at.port : 0}`)
})
afterEach(() => {
  delete process.env['OIDC_INTERNAL_HOSTS']
  asked = []
})
afterAll(() => void server.close())

const ask = (address: string, from = home) => fetchOnlyFrom(from)(address, { method: 'GET', headers: {} })

test('a host inside the network is asked only where the operator of the server has listed it', async () => {
  await expect(ask(`${home.origin}/`)).rejects.toMatchObject({ code: 'notSecure' })
  const secure = new URL(home.href.replace('http:', 'https:'))
  // A name that looks like any other, and leads inwards: seen when the connection is made.
  await expect(ask(`${secure.origin}/`, secure)).rejects.toMatchObject({ code: 'internalAddress' })
  expect(asked).toEqual([])
  process.env['OIDC_INTERNAL_HOSTS'] = 'adfs.exempel.se, localhost'
  expect(await (await ask(`${home.origin}/`)).text()).toBe('hej')
})

test('no other host is asked, no redirect is followed, and an endless answer is cut off', async () => {
  process.env['OIDC_INTERNAL_HOSTS'] = 'localhost,127.0.0.1'
  await expect(ask(`http://127.0.0.1:${home.port}/`)).rejects.toMatchObject({ code: 'otherHost' })
  expect((await ask(`${home.origin}/moved`)).status).toBe(302)
  await expect(ask(`${home.origin}/endless`)).rejects.toMatchObject({ code: 'tooLarge' })
  expect(asked).toEqual(['/moved', '/endless'])
})

test('a host whose certificate nobody vouches for is told nothing', async () => {
  process.env['OIDC_INTERNAL_HOSTS'] = 'localhost'
  const secure = createSecure(selfSigned, (request, response) => {
    asked.push(request.url ?? '')
    response.end('hej')
  })
  await new Promise<void>((listening) => secure.listen(0, '127.0.0.1', listening))
  const at = secure.address()
  const place = new URL(`https://localhost:${typeof at === 'object' && at ? at.port : 0}`)
  await expect(ask(`${place.origin}/`, place)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  expect(asked).toEqual([])
  secure.close()
})

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['192.168.1.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['::1', true],
  ['::', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['::ffff:10.0.0.1', true],
  ['::ffff:169.254.169.254', true],
  ['172.32.0.1', false],
  ['8.8.8.8', false],
  ['2a00:1450:400f::1', false],
])('%s is inside the network: %s', (address, inside) => {
  expect(isInternal(address)).toBe(inside)
})
