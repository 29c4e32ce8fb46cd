import type { Cookies } from '@sveltejs/kit'

/** How every cookie of ours is set; over https `hostCookies` adds what only holds there. */
export const plainCookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: false } as const

/**
 * Over https every cookie is Secure and bears `__Host-`, so that no other host of the domain can set it. On plain http (a
 * trial on localhost) browsers take no such cookie: there the names go without. One place, so that none is forgotten.
 */
export function hostCookies(cookies: Cookies, url: URL): void {
  if (url.protocol !== 'https:') return
  const get = cookies.get.bind(cookies)
  const set = cookies.set.bind(cookies)
  cookies.get = (name, options) => get(hostName(name), options)
  cookies.set = (name, value, options) => set(hostName(name), value, { ...options, path: '/', secure: true })
  // Kit takes a cookie away by setting it: the name may pass here twice.
  cookies.delete = (name, options) => cookies.set(name, '', { ...options, maxAge: 0 })
}

function hostName(name: string): string {
  return name.startsWith('__Host-') ? name : `__Host-${name}`
}

const sessionCookie = 'uppsikt'
const sessionSeconds = 12 * 3600

export function sessionToken(cookies: Cookies): string | undefined {
  return cookies.get(sessionCookie)
}

export function setSessionToken(cookies: Cookies, token: string): void {
  cookies.set(sessionCookie, token, { ...plainCookie, maxAge: sessionSeconds })
}

export function clearSessionToken(cookies: Cookies): void {
  cookies.delete(sessionCookie, plainCookie)
}
