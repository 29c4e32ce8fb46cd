import { Agent, request, type IncomingHttpHeaders, type RequestOptions } from 'node:http'
import type { Answer, Person, Send, Sent } from './ground.ts'

/** Longer than any answer may take: what does not answer in this time does not answer. */
const longestWait = 30_000

/** Node's own http, since fetch does not let everything be sent. Each request comes from the site itself. */
export function httpSender(base: string): Send {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const { hostname, port, origin } = new URL(base)
  return (person, sent) => {
    const headers = {
      origin,
      ...(person ? { cookie: person.cookie } : {}),
      ...lengthOf(sent),
      ...sent.headers,
    }
    return answerTo({ hostname, port, method: sent.method, path: sent.path, headers, agent }, sent.body)
  }
}

function answerTo(outgoing: RequestOptions, body: Sent['body']): Promise<Answer> {
  const before = performance.now()
  return new Promise((resolve) => {
    const ended = (status: number, headers: IncomingHttpHeaders, text: string) =>
      resolve({ status, headers: flat(headers), text, ms: performance.now() - before })
    const sending = request({ ...outgoing, timeout: longestWait })
    sending.once('timeout', () => sending.destroy(new Error('no answer')))
    sending.once('error', (cause) => ended(0, {}, String(cause)))
    sending.once('response', (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('error', (cause) => ended(0, {}, String(cause)))
      response.once('end', () =>
        ended(response.statusCode ?? 0, response.headers, Buffer.concat(parts).toString()),
      )
    })
    sending.end(body)
  })
}

function lengthOf({ body }: Sent): Record<string, string> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
}

function flat(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join('\n') : (value ?? ''),
    ]),
  )
}

/** As one text for a fault: enough to send it again. */
export function shown(person: Person | undefined, { method, path, headers = {}, body }: Sent): string {
  const more = Object.entries(headers).filter(([name]) => !['accept', 'content-type'].includes(name))
  const text = typeof body === 'string' ? body : body === undefined ? '' : `<${body.length} bytes>`
  const extra = more.map(([name, value]) => ` ${name}: ${value}`).join('')
  return `${person?.role ?? 'nobody'} ${method} ${path}${extra} ${text}`
}
