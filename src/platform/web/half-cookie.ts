import type { Cookies } from '@sveltejs/kit'
import { plainCookie, setSessionToken } from './cookie.ts'

/** The cookie between the two steps of signing in, and where somebody goes whose password was right. */
const halfCookie = 'uppsikt-steg'
const lifetime = 15 * 60
const secondStepPath = '/logga-in/andra-steget'

export function halfToken(cookies: Cookies): string {
  return cookies.get(halfCookie) ?? ''
}

export function clearHalfToken(cookies: Cookies): void {
  cookies.delete(halfCookie, plainCookie)
}

/** Gives the browser what signing in has led to, and the address to go to. */
export function enter(cookies: Cookies, opened: { token: string; isWhole: boolean }, next: string): string {
  if (opened.isWhole) {
    setSessionToken(cookies, opened.token)
    return next
  }
  cookies.set(halfCookie, opened.token, { ...plainCookie, maxAge: lifetime })
  return next === '/' ? secondStepPath : `${secondStepPath}?till=${encodeURIComponent(next)}`
}
