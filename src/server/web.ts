import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { logFault } from '#platform/log.ts'
import { readSecretFiles } from '#platform/secret-files.ts'
import { floorHeaders } from '#platform/web/headers.ts'
import { peerReader } from './proxy.ts'
import { isReadable } from './readable.ts'

/**
 * The web server: the built pages behind Node's own http. It exists because the built handler takes every request for
 * https unless a header says otherwise; which scheme it is and who asks, is known here (proxy.ts), and told the handler
 * in headers that are written over whatever the caller sent.
 */
const schemeHeader = 'x-uppsikt-scheme'
const addressHeader = 'x-uppsikt-address'
readSecretFiles(process.env)
process.env['PROTOCOL_HEADER'] = schemeHeader
process.env['ADDRESS_HEADER'] = addressHeader
process.env['BODY_SIZE_LIMIT'] ??= '52M'
const peerOf = peerReader(process.env['TRUST_PROXY'], process.env['PUBLIC_URL'])

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

const root = process.env['UPPSIKT_ROOT'] ?? process.cwd()
// The build's own export; it has no types of its own.
const { handler } = (await import(pathToFileURL(join(root, 'build/handler.js')).href)) as { handler: Handler }

const server = createServer((request, response) => {
  const peer = peerOf({
    socketAddress: request.socket.remoteAddress,
    forwardedFor: oneOf(request.headers['x-forwarded-for']),
    forwardedProto: oneOf(request.headers['x-forwarded-proto']),
  })
  // The floor for whatever comes out, refusals of the gate included; a page or a file says better where it knows better.
  for (const [name, value] of floorHeaders(peer.scheme === 'https')) response.setHeader(name, value)
  if (!isReadable(request)) return void response.writeHead(400).end()
  request.headers[schemeHeader] = peer.scheme
  request.headers[addressHeader] = peer.address
  handler(request, response, () => response.writeHead(404).end())
})
const host = process.env['HOST'] ?? '127.0.0.1'
server.listen(Number(process.env['PORT'] ?? 3000), host)

// One request that goes wrong where nobody waits for it must not end everybody else's.
process.on('unhandledRejection', (cause) => logFault(cause, { where: 'web' }))
process.once('SIGTERM', stop)
process.once('SIGINT', stop)

function oneOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header
}

/** Lets the requests under way finish, for ten seconds at most; then the pool closes (hooks.server.ts) and the process ends. */
function stop(): void {
  const deadline = setTimeout(() => process.exit(0), 10_000)
  deadline.unref()
  server.close(() => {
    process.emit('sveltekit:shutdown' as never)
    setTimeout(() => process.exit(0), 500).unref()
  })
  server.closeIdleConnections()
}
