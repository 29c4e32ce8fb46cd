import { lookup as resolveName, type LookupAddress } from 'node:dns'
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestSecure } from 'node:https'
import { BlockList, isIP } from 'node:net'

/**
 * Requests to addresses that somebody has typed in the settings. Only the one host they name is asked; no redirect is
 * followed; an address inside the network (loopback, private, link-local, the cloud's metadata) is refused unless the
 * operator of the server has listed the host. The address is looked at when the connection is made, not before: a name
 * that answers differently the second time gains nothing.
 */
type Refusal = 'otherHost' | 'notSecure' | 'internalAddress' | 'tooLarge'

function refusal(code: Refusal): Error {
  return Object.assign(new Error(code), { code })
}

type Sent = {
  method: string
  headers: Record<string, string>
  body?: unknown
  signal?: AbortSignal | undefined
}

const mostBytes = 1_000_000

/** A fetch that reaches the host of `home` and no other. */
export function fetchOnlyFrom(home: URL): (address: string, sent: Sent) => Promise<Response> {
  return async (address, sent) => {
    const url = new URL(address)
    refuse(url, home)
    return send(url, sent)
  }
}

function refuse(url: URL, home: URL): void {
  if (url.host !== home.host) throw refusal('otherHost')
  if (url.protocol !== 'https:' && !(isLoopback(url) && isListed(url.hostname))) throw refusal('notSecure')
  const host = bare(url.hostname)
  if (isIP(host) && isInternal(host) && !isListed(url.hostname)) throw refusal('internalAddress')
}

function send(url: URL, { method, headers, body, signal }: Sent): Promise<Response> {
  const options: RequestOptions = { method, headers, ...(signal && { signal }) }
  if (!isListed(url.hostname)) options.lookup = lookupOutside
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? requestSecure : requestPlain
    const request = start(url, options, (answer) => {
      wholeAnswer(answer).then(resolve, reject)
    })
    request.on('error', reject)
    request.end(bodyOf(body))
  })
}

/** What the caller of a fetch gives: words, or form fields; nothing streamed. */
function bodyOf(body: unknown): string | Uint8Array | undefined {
  if (body === undefined || body === null) return undefined
  return body instanceof Uint8Array || typeof body === 'string' ? body : String(body)
}

async function wholeAnswer(answer: IncomingMessage): Promise<Response> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of answer) {
    const bytes = Buffer.from(piece)
    length += bytes.length
    if (length > mostBytes) throw refusal('tooLarge')
    pieces.push(bytes)
  }
  const headers = Object.entries(answer.headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  )
  const status = answer.statusCode ?? 502
  return new Response(status === 204 || status === 304 ? null : Buffer.concat(pieces), { status, headers })
}

const lookupOutside: NonNullable<RequestOptions['lookup']> = (host, options, done) => {
  resolveName(host, { ...options, all: true }, (fault, found: LookupAddress[]) => {
    const first = found?.[0]
    if (fault || !first) return done(fault ?? new Error('no address'), '', 4)
    if (found.some(({ address }) => isInternal(address))) return done(refusal('internalAddress'), '', 4)
    if (options.all) return done(null, found)
    done(null, first.address, first.family)
  })
}

/** OIDC_INTERNAL_HOSTS: names within the network that may be asked, with commas between: "adfs.kommunen.se". */
function isListed(hostname: string): boolean {
  const listed = (process.env['OIDC_INTERNAL_HOSTS'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
  return listed.includes(bare(hostname).toLowerCase())
}

function isLoopback(url: URL): boolean {
  return ['localhost', '127.0.0.1', '::1'].includes(bare(url.hostname))
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

const internal = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  internal.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  internal.addSubnet(network, bits, 'ipv6')

/** An IPv4 address in the clothes of IPv6 (::ffff:10.0.0.1) is looked at as what it is: the block list does that. */
export function isInternal(address: string): boolean {
  return internal.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
