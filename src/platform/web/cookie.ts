import type { Cookies } from '@sveltejs/kit'

/**
 * The session cookie. Browsers take a `__Host-` cookie only over https; on plain http (a trial on localhost) the name
 * goes without the prefix, and a page over http on another host says so.
 */
const lifetime = 12 * 3600

export function sessionToken(cookies: Cookies, url: URL): string | undefined {
  return cookies.get(cookieName(url))
}

export function setSessionToken(cookies: Cookies, url: URL, token: string): void {
  cookies.set(cookieName(url), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(url),
    maxAge: lifetime,
  })
}

export function clearSessionToken(cookies: Cookies, url: URL): void {
  cookies.delete(cookieName(url), { path: '/', secure: isSecure(url) })
}

/** Whatever cookie a page sets: over https it goes back over https only. One place, so that none is forgotten. */
export function secureOverHttps(cookies: Cookies, url: URL): void {
  if (!isSecure(url)) return
  const set = cookies.set.bind(cookies)
  cookies.set = (name, value, options) => set(name, value, { ...options, secure: true })
}

function cookieName(url: URL): string {
  return isSecure(url) ? '__Host-uppsikt' : 'uppsikt'
}

function isSecure(url: URL): boolean {
  return url.protocol === 'https:'
}
