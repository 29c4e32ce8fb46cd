import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isReadable } from './readable.ts'

/**
 * The web server: the built pages behind Node's own http. It exists because the built handler takes every request for
 * https unless a header says otherwise; which scheme it is, is known here: PUBLIC_URL says it, else a proxy that is
 * trusted by TRUST_PROXY=1, else the plain socket.
 */
const schemeHeader = 'x-uppsikt-scheme'
process.env['PROTOCOL_HEADER'] = schemeHeader
process.env['BODY_SIZE_LIMIT'] ??= '52M'
if (process.env['TRUST_PROXY'] === '1') process.env['ADDRESS_HEADER'] ??= 'x-forwarded-for'

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

const root = process.env['UPPSIKT_ROOT'] ?? process.cwd()
// The build's own export; it has no types of its own.
const { handler } = (await import(pathToFileURL(join(root, 'build/handler.js')).href)) as { handler: Handler }

const server = createServer((request, response) => {
  if (!isReadable(request)) return void response.writeHead(400, { 'cache-control': 'no-store' }).end()
  request.headers[schemeHeader] = schemeOf(request)
  // The floor for whatever comes out, refusals of the gate included; a page or a file says better where it knows better.
  response.setHeader('cache-control', 'no-store')
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'same-origin')
  handler(request, response, () => response.writeHead(404).end())
})
const host = process.env['HOST'] ?? '127.0.0.1'
server.listen(Number(process.env['PORT'] ?? 3000), host)

// One request that goes wrong where nobody waits for it must not end everybody else's.
process.on('unhandledRejection', (cause) =>
  console.error(
    JSON.stringify({ level: 'error', cause: cause instanceof Error ? cause.stack : String(cause) }),
  ),
)
process.once('SIGTERM', stop)
process.once('SIGINT', stop)

function schemeOf(request: IncomingMessage): string {
  const publicUrl = process.env['PUBLIC_URL']
  if (publicUrl) return new URL(publicUrl).protocol.slice(0, -1)
  const forwarded = request.headers['x-forwarded-proto']
  return process.env['TRUST_PROXY'] === '1' && forwarded === 'https' ? 'https' : 'http'
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
