import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer as createSecure } from 'node:https'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { TLSSocket } from 'node:tls'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { selfSigned } from '#test/certificate.ts'
import { openDatabase } from './db/pool.ts'

/** Whose certificates are believed, on the connections inside: nobody's by itself, and the operator's own where it is named. */
let folder: string
let authority: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'uppsikt-certificates-'))
  authority = path.join(folder, 'own-authority.pem')
  await writeFile(authority, selfSigned.cert)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function listen(server: Server): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return (server.address() as AddressInfo).port // listening on a port, so it is one
}

/** Speaks as PostgreSQL does until the line is secure, and keeps what it is told then: name, database, password. */
async function inPlaceOfTheDatabase() {
  const told: string[] = []
  const secure = (socket: Socket) => {
    socket.write('S')
    const line = new TLSSocket(socket, { isServer: true, ...selfSigned })
    line.on('error', () => socket.destroy())
    line.on('data', (data: Buffer) => {
      told.push(data.toString('latin1'))
      line.end()
    })
  }
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => secure(socket))
  })
  return { told, port: await listen(server), close: () => server.close() }
}

test.each([
  ['nobody vouches for is told nothing', 'localhost', '', ''],
  ['the operator vouches for is spoken to', 'localhost', 'own', 'uppsikt_app'],
  ['the operator vouches for under another name is told nothing', '127.0.0.1', 'own', ''],
])('a database that %s', async (_, host, vouched, heard) => {
  const database = await inPlaceOfTheDatabase()
  const root = vouched === '' ? '' : `&sslrootcert=${encodeURIComponent(authority)}`
  const db = openDatabase(
    `postgres://uppsikt_app:hemligt@${host}:${database.port}/uppsikt?sslmode=verify-full${root}`,
    1,
  )
  await expect(sql`select 1`.execute(db)).rejects.toThrow()
  expect(database.told.join('')).toContain(heard)
  expect(database.told.length).toBe(heard === '' ? 0 : 1)
  await db.destroy()
  database.close()
})

test('an identity provider inside with a certificate of the operator’s own authority is asked where that is named', async () => {
  const server = createSecure(selfSigned, (_request, response) => response.end('svar'))
  const port = await listen(server)
  const program = `import { fetchOnlyFrom } from '#platform/outgoing.ts'
    const home = new URL('https://localhost:${port}')
    const said = await fetchOnlyFrom(home)(home.href, { method: 'GET', headers: {} }).then((answer) => answer.text())
    console.log(said)`
  const ask = (env: Record<string, string>) =>
    promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...process.env, OIDC_INTERNAL_HOSTS: 'localhost', ...env },
    }).then(({ stdout }) => stdout.trim())
  expect(await ask({ NODE_EXTRA_CA_CERTS: authority })).toBe('svar')
  await expect(ask({ NODE_EXTRA_CA_CERTS: '' })).rejects.toThrow('self-signed certificate')
  server.close()
})
