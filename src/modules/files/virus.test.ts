import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { answerTo, pdf } from './corpus.test-support.ts'

/** The file that every virus scanner knows, in two pieces so that no scanner takes this file for it. */
const tried = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

let server: Server | undefined
afterEach(() => {
  vi.unstubAllEnvs()
  server?.close()
  server = undefined
})

/** Speaks the protocol of clamd: takes pieces until an empty one, and tells what it found. */
async function startScanner(judge: (bytes: Buffer) => string | undefined): Promise<Buffer[]> {
  const seen: Buffer[] = []
  const scanner = createServer((socket) => listen(socket, seen, judge))
  server = scanner
  await new Promise<void>((resolve) => scanner.listen(0, '127.0.0.1', resolve))
  const address = scanner.address()
  vi.stubEnv('CLAMD_ADDRESS', `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
  return seen
}

function listen(socket: Socket, seen: Buffer[], judge: (bytes: Buffer) => string | undefined): void {
  let said = Buffer.alloc(0)
  socket.on('data', (data) => {
    said = Buffer.concat([said, Buffer.from(data)])
    const bytes = wholeStream(said)
    if (!bytes) return
    seen.push(bytes)
    const answer = judge(bytes)
    if (answer === undefined) socket.destroy()
    else socket.end(`${answer}\0`)
  })
}

function wholeStream(said: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0'
  expect(said.toString('latin1', 0, Math.min(command.length, said.length))).toBe(
    command.slice(0, said.length),
  )
  const pieces: Buffer[] = []
  for (let at = command.length; at + 4 <= said.length;) {
    const length = said.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    pieces.push(said.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}

const clean = () => 'stream: OK'
const found = (bytes: Buffer) =>
  bytes.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'

test('a file is shown whole to the scanner, and taken when it finds nothing', async () => {
  const large = pdf('x'.repeat(3_000_000))
  const seen = await startScanner(clean)
  expect(await answerTo('rutin.pdf', large)).toBe('accepted')
  expect(seen).toEqual([large])
})

test('a file with a virus is refused, also where the type is one that is taken', async () => {
  await startScanner(found)
  expect(await answerTo('rutin.pdf', pdf(`(${tried})`))).toBe('fileInfected')
})

test('the file that scanners are tried with is refused without a scanner too', async () => {
  expect(await answerTo('prov.txt', Buffer.from(tried))).toBe('fileInfected')
})

test.each([
  ['hangs up without a word', () => undefined],
  ['says that the file is too large for it', () => 'INSTREAM size limit exceeded. ERROR'],
  ['says something else', () => 'OK'],
])('a scanner that %s lets nothing through', async (_, judge) => {
  await startScanner(judge)
  expect(await answerTo('rutin.pdf', pdf(''))).toBe('scannerDown')
})

test('a scanner that is not there lets nothing through', async () => {
  await startScanner(clean)
  server?.close()
  expect(await answerTo('rutin.pdf', pdf(''))).toBe('scannerDown')
})
