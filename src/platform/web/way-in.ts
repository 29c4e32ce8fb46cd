import { randomBytes } from 'node:crypto'
import type { Cookies } from '@sveltejs/kit'

/**
 * Two cookies around sign-in at an identity provider: a secret of this browser, without which an answer from the provider
 * is worth nothing; and which provider was used last, so that a session that is over can be confirmed without a question.
 */
const secretMinutes = 10
const wayDays = 30

export function browserSecret(cookies: Cookies, url: URL): string {
  const kept = cookies.get(named('uppsikt-fraga', url))
  const secret = kept && kept.length >= 40 ? kept : randomBytes(32).toString('base64url')
  cookies.set(named('uppsikt-fraga', url), secret, { ...plain(url), maxAge: secretMinutes * 60 })
  return secret
}

export function givenSecret(cookies: Cookies, url: URL): string {
  return cookies.get(named('uppsikt-fraga', url)) ?? ''
}

export function rememberWay(cookies: Cookies, url: URL, identityProviderId: string): void {
  cookies.set(named('uppsikt-vag', url), identityProviderId, { ...plain(url), maxAge: wayDays * 86_400 })
}

export function lastWay(cookies: Cookies, url: URL): string | undefined {
  return cookies.get(named('uppsikt-vag', url))
}

export function forgetWay(cookies: Cookies, url: URL): void {
  cookies.delete(named('uppsikt-vag', url), { path: '/', secure: isSecure(url) })
}

/** Where the provider sends people back to: of the address the municipality has given, else the request's own. */
export function wayAddress(url: URL, identityProviderId: string): string {
  const origin = process.env['PUBLIC_URL'] ? new URL(process.env['PUBLIC_URL']).origin : url.origin
  return `${origin}/logga-in/via/${identityProviderId}`
}

function plain(url: URL) {
  return { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: isSecure(url) }
}

function named(name: string, url: URL): string {
  return isSecure(url) ? `__Host-${name}` : name
}

function isSecure(url: URL): boolean {
  return url.protocol === 'https:'
}
