import { connect, type Socket } from 'node:net'
import { Problem } from '#kernel/problem.ts'

/**
 * Asks the virus scanner of whoever runs Uppsikt (clamd, at CLAMD_ADDRESS: host:port), where there is one. A scanner
 * that does not answer lets nothing through: a file is never kept unscanned because the scanner was stopped.
 */
export async function refuseInfected(bytes: Uint8Array, field: string): Promise<void> {
  const address = process.env['CLAMD_ADDRESS']
  if (!address) return
  const answer = await scanned(address, bytes).catch((cause: unknown) => {
    throw new Problem('scannerDown', { detail: String(cause) })
  })
  if (answer === 'stream: OK') return
  if (/^stream: .+ FOUND$/.test(answer))
    throw new Problem('fileTypeRefused', { fields: [{ path: field, code: 'fileInfected' }] })
  throw new Problem('scannerDown', { detail: answer.slice(0, 200) })
}

const patience = 10_000
const piece = 1024 * 1024

/** The command of clamd for a stream of bytes: pieces, each after its length, and an empty one at the end. */
async function scanned(address: string, bytes: Uint8Array): Promise<string> {
  const { hostname, port } = new URL(`tcp://${address}`)
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) })
  socket.setTimeout(patience, () => socket.destroy(new Error('The virus scanner does not answer')))
  const answer = answerOf(socket)
  socket.write('zINSTREAM\0')
  for (let at = 0; at < bytes.length; at += piece) {
    const part = bytes.subarray(at, at + piece)
    socket.write(lengthOf(part.length))
    socket.write(part)
  }
  socket.write(lengthOf(0))
  return answer
}

function lengthOf(size: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(size)
  return length
}

const longestAnswer = 4_096

/** What it says, up to the zero that ends it; a scanner that hangs up without a word has said nothing. */
function answerOf(socket: Socket): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let said = ''
  socket.on('data', (data) => {
    said += data.toString('utf8')
    if (said.includes('\0') || said.length > longestAnswer) socket.destroy()
  })
  socket.on('error', reject)
  socket.on('close', () => resolve(said.split('\0')[0] ?? ''))
  return promise
}
