import type { Cookies } from '@sveltejs/kit'
import { plainCookie } from './cookie.ts'

export type Theme = 'light' | 'dark' | 'auto'

export function themeOf(cookies: Cookies): Theme {
  const theme = cookies.get('tema')
  return theme === 'light' || theme === 'dark' ? theme : 'auto'
}

export function setTheme(cookies: Cookies, theme: Theme): void {
  cookies.set('tema', theme, { ...plainCookie, maxAge: 365 * 24 * 3600 })
}

/** Black or white, whichever reads better on the accent colour (WCAG relative luminance). */
export function inkOn(accent: string): '#ffffff' | '#14181d' {
  return contrast(accent, '#ffffff') >= contrast(accent, '#14181d') ? '#ffffff' : '#14181d'
}

/** WCAG 2 contrast ratio of two #rrggbb colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255))
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
