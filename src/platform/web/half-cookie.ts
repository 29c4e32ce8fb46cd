import type { Cookies } from '@sveltejs/kit'
import { setSessionToken } from './cookie.ts'

/** The cookie between the two steps of signing in, and where somebody goes whose password was right. */
const lifetime = 15 * 60
const secondStepPath = '/logga-in/andra-steget'

export function halfToken(cookies: Cookies, url: URL): string {
  return cookies.get(cookieName(url)) ?? ''
}

export function clearHalfToken(cookies: Cookies, url: URL): void {
  cookies.delete(cookieName(url), { path: '/', secure: isSecure(url) })
}

type Event = { cookies: Cookies; url: URL }

/** Gives the browser what signing in has led to, and the address to go to. */
export function enter(
  { cookies, url }: Event,
  opened: { token: string; isWhole: boolean },
  next: string,
): string {
  if (opened.isWhole) {
    setSessionToken(cookies, url, opened.token)
    return next
  }
  cookies.set(cookieName(url), opened.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(url),
    maxAge: lifetime,
  })
  return next === '/' ? secondStepPath : `${secondStepPath}?till=${encodeURIComponent(next)}`
}

function cookieName(url: URL): string {
  return isSecure(url) ? '__Host-uppsikt-steg' : 'uppsikt-steg'
}

function isSecure(url: URL): boolean {
  return url.protocol === 'https:'
}
