import { Agent, request } from 'node:http'

export type Sent = {
  method?: string
  path: string
  cookie?: string
  body?: string | Buffer
  type?: string
  accept?: string
}
export type Got = { status: number; headers: Record<string, string>; body: Buffer }

/** A browser that shows nothing: one kept connection, our own origin, no redirect followed. */
export function makeSender(base: string): (sent: Sent) => Promise<Got> {
  const send = sender(base)
  // The server may close a kept connection just as it is used again.
  return (sent) =>
    send(sent).catch((cause: unknown) => (isClosed(cause) ? send(sent) : Promise.reject(cause)))
}

const isClosed = (cause: unknown) => cause instanceof Error && Object(cause).code === 'ECONNRESET'

function sender(base: string): (sent: Sent) => Promise<Got> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  return (sent) =>
    new Promise((resolve, reject) => {
      const headers = {
        ...(sent.cookie ? { cookie: sent.cookie } : {}),
        ...(sent.body === undefined
          ? {}
          : { 'content-type': sent.type ?? 'application/x-www-form-urlencoded' }),
        ...(sent.body === undefined ? {} : { 'content-length': Buffer.byteLength(sent.body) }),
        origin: base,
        'sec-fetch-site': 'same-origin',
        accept: sent.accept ?? 'text/html',
      }
      const asked = request(
        new URL(sent.path, base),
        { agent, method: sent.method ?? 'GET', headers },
        (answer) => {
          const pieces: Buffer[] = []
          answer.on('data', (piece: Buffer) => pieces.push(piece))
          answer.on('error', reject)
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: plain(answer.headers),
              body: Buffer.concat(pieces),
            }),
          )
        },
      )
      asked.on('error', reject)
      asked.end(sent.body)
    })
}

function plain(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
