import { createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Provider, { type Configuration, type JWK } from 'oidc-provider'

/** A real OpenID provider on loopback. Nobody types anything there: whoever `person` says is let in. */
export type Issuer = Awaited<ReturnType<typeof startIssuer>>

export const clientId = 'uppsikt'
export const clientSecret = 'hemlighet-bara-for-prov'

export type Claims = Record<string, unknown>
/** What an attacker in the provider's place does with the token before it is sent. */
type Tamper = (header: Claims, claims: Claims) => Change
export type Change = { header?: Claims; claims?: Claims; unsigned?: boolean; key?: KeyObject }

/** `toldAt` is where the provider tells that somebody has signed out (back-channel logout). */
export async function startIssuer(
  redirectUris: readonly string[],
  logoutUris: readonly string[] = [],
  toldAt?: string,
) {
  process.env['OIDC_INTERNAL_HOSTS'] = 'localhost,127.0.0.1'
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let handler: (request: IncomingMessage, response: ServerResponse) => unknown = () => undefined
  const server = createServer((request, response) => void handler(request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const at = server.address()
  const url = `http://localhost:${typeof at === 'object' && at ? at.port : 0}`
  const state = {
    url,
    person: 'anna',
    /** Everybody the provider knows, with what it says of them. Whoever is taken away is gone. */
    people: new Map<string, Claims>(),
    tamper: undefined as Tamper | undefined, // set by a test
    /** A message that somebody has signed out, as the provider makes it but for what is changed. */
    logoutToken: (change: Change = {}) => signedWith(key.privateKey, logoutMessage(url), change),
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
  const provider = new Provider(url, settings(key.privateKey, state, { redirectUris, logoutUris, toldAt }))
  provider.use(async (context, next) => {
    await next()
    const body: unknown = context.body
    if (context.path === '/token' && state.tamper && isTokens(body))
      body.id_token = tampered(body.id_token, key.privateKey, state.tamper)
  })
  const callback = provider.callback()
  handler = (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return callback(request, response)
    const acr = state.people.get(state.person)?.['acr']
    return provider.interactionFinished(request, response, {
      login: { accountId: state.person, ...(typeof acr === 'string' && { acr }) },
    })
  }
  return state
}

type Uris = {
  redirectUris: readonly string[]
  logoutUris: readonly string[]
  toldAt: string | undefined
}

function settings(key: KeyObject, state: { people: Map<string, Claims> }, uris: Uris): Configuration {
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...uris.redirectUris],
        post_logout_redirect_uris: [...uris.logoutUris],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        ...(uris.toldAt && {
          backchannel_logout_uri: uris.toldAt,
          backchannel_logout_session_required: true,
        }),
      },
    ],
    // A key of this process, exported in the form the provider takes.
    jwks: { keys: [{ ...(key.export({ format: 'jwk' }) as JWK), kid: 'prov', use: 'sig', alg: 'RS256' }] },
    findAccount: (_context, sub) =>
      state.people.has(sub)
        ? { accountId: sub, claims: () => ({ ...state.people.get(sub), sub }) }
        : undefined,
    // How strongly somebody signed in, as Sambi words it; told to whoever asks.
    acrValues: ['http://id.sambi.se/loa/loa2', 'http://id.sambi.se/loa/loa3'],
    claims: { acr: null, openid: ['sub', 'roles', 'tid', 'org', 'pnr'], profile: ['name'], email: ['email'] },
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true },
      backchannelLogout: { enabled: true },
    },
    // It would not speak to loopback, where these tests are.
    fetch: (url, sent) => fetch(url, Object.assign({ ...sent }, { dispatcher: undefined })),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    cookies: { keys: ['prov'] },
    pkce: { required: () => true },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      })
      grant.addOIDCScope('openid profile email offline_access')
      await grant.save()
      return grant
    },
  }
}

function isTokens(body: unknown): body is { id_token: string } {
  return typeof body === 'object' && body !== null && 'id_token' in body
}

function tampered(token: string, key: KeyObject, tamper: Tamper): string {
  const read = (at: number): Claims =>
    JSON.parse(Buffer.from(token.split('.')[at] ?? '', 'base64url').toString())
  return signedWith(key, [read(0), read(1)], tamper(read(0), read(1)))
}

function signedWith(key: KeyObject, [header, claims]: readonly [Claims, Claims], change: Change): string {
  const write = (part: Claims) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const head = `${write({ ...header, ...change.header })}.${write({ ...claims, ...change.claims })}`
  if (change.unsigned) return `${head}.`
  return `${head}.${createSign('RSA-SHA256')
    .update(head)
    .sign(change.key ?? key, 'base64url')}`
}

function logoutMessage(issuer: string): readonly [Claims, Claims] {
  const seconds = Math.floor(Date.now() / 1000)
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const of = { iss: issuer, aud: clientId, sub: 'anna', events }
  return [
    { alg: 'RS256', kid: 'prov', typ: 'logout+jwt' },
    { ...of, jti: randomUUID(), iat: seconds, exp: seconds + 120 },
  ]
}

/** What a browser keeps of a provider. */
export type Jar = Map<string, string>

/** A person's browser at the provider: follows it until it sends them back. @returns the address they come back to */
export async function throughProvider(start: URL, back: string, jar: Jar = new Map()): Promise<URL> {
  let at = start
  for (let hops = 0; hops < 10 && !at.href.startsWith(back); hops += 1) {
    const answer = await visit(at, jar)
    const next = answer.headers.get('location')
    if (!next) throw new Error(`${at.pathname} answered ${answer.status}: ${await answer.text()}`)
    at = new URL(next, at)
  }
  return at
}

/** Signs out at the provider in the same browser, and says yes to its question. */
export async function signOutAt(issuer: Issuer, jar: Jar): Promise<void> {
  const asked = await (await visit(new URL(`${issuer.url}/session/end`), jar)).text()
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(asked) ?? []
  const body = new URLSearchParams({ xsrf, logout: 'yes' })
  const answer = await visit(new URL(`${issuer.url}/session/end/confirm`), jar, { method: 'POST', body })
  if (answer.status !== 303) throw new Error(`the provider answered ${answer.status}`)
}

async function visit(at: URL, jar: Jar, more: RequestInit = {}): Promise<Response> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(at, { redirect: 'manual', headers: { cookie }, ...more })
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    jar.set(name, value)
  }
  return answer
}
