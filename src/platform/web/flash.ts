import type { Cookies } from '@sveltejs/kit'
import { plainCookie } from './cookie.ts'

/** One sentence carried to the next page: "Utkastet är skickat." Never content, only that something was done. */
const name = 'besked'

export function setFlash(cookies: Cookies, text: string): void {
  cookies.set(name, encodeURIComponent(text), { ...plainCookie, maxAge: 60 })
}

export function takeFlash(cookies: Cookies): string | undefined {
  const text = cookies.get(name)
  if (!text) return undefined
  cookies.delete(name, plainCookie)
  return decoded(text)
}

/** A cookie that something else has written is no sentence of ours; the page is shown without it. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
