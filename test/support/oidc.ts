import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Provider, { type Configuration, type JWK } from 'oidc-provider'

/** A real OpenID provider on loopback. Nobody types anything there: whoever `person` says is let in. */
export type Issuer = Awaited<ReturnType<typeof startIssuer>>

export const clientId = 'uppsikt'
export const clientSecret = 'hemlighet-bara-for-prov'

export type Claims = Record<string, unknown>
/** What an attacker in the provider's place does with the token before it is sent. */
type Tamper = (
  header: Claims,
  claims: Claims,
) => { header?: Claims; claims?: Claims; unsigned?: boolean; key?: KeyObject }

export async function startIssuer(redirectUris: readonly string[], logoutUris: readonly string[] = []) {
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
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
  const provider = new Provider(url, settings(key.privateKey, state, { redirectUris, logoutUris }))
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

type Uris = { redirectUris: readonly string[]; logoutUris: readonly string[] }

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
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
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
  const write = (part: Claims) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const changed = tamper(read(0), read(1))
  const head = `${write({ ...read(0), ...changed.header })}.${write({ ...read(1), ...changed.claims })}`
  if (changed.unsigned) return `${head}.`
  return `${head}.${createSign('RSA-SHA256')
    .update(head)
    .sign(changed.key ?? key, 'base64url')}`
}

/** A person's browser at the provider: follows it until it sends them back. @returns the address they come back to */
export async function throughProvider(start: URL, back: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let at = start
  for (let hops = 0; hops < 10 && !at.href.startsWith(back); hops += 1) {
    const sent = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie: sent } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const next = answer.headers.get('location')
    if (!next) throw new Error(`${at.pathname} answered ${answer.status}: ${await answer.text()}`)
    at = new URL(next, at)
  }
  return at
}
