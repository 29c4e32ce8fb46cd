import { expect, test } from 'vitest'
import { keptForm, readKept } from './kept.ts'
import { takeFlash } from './flash.ts'
import { pages } from '#access/pages.ts'
import { isSameOrigin, isSentByProvider } from './origin.ts'
import { localPath } from './paths.ts'
import { isOwnAct } from './way-in.ts'
import { contrast, inkOn } from './theme.ts'

const url = new URL('http://kommun.example:3000/konto')

function allowed(headers: Record<string, string>, method = 'POST', publicUrl?: string) {
  return isSameOrigin(new Request(url, { method, headers }), url, publicUrl)
}

test('a form posted from the site itself is taken, whatever host it runs under', () => {
  expect(allowed({ 'sec-fetch-site': 'same-origin', origin: 'http://kommun.example:3000' })).toBe(true)
  expect(allowed({ origin: 'http://kommun.example:3000' })).toBe(true)
  expect(allowed({ 'sec-fetch-site': 'same-origin' })).toBe(true)
})

test('a form posted from elsewhere is refused', () => {
  expect(allowed({ origin: 'http://evil.example' })).toBe(false)
  expect(allowed({ 'sec-fetch-site': 'cross-site', origin: 'http://kommun.example:3000' })).toBe(false)
  expect(allowed({ 'sec-fetch-site': 'same-site' })).toBe(false)
  expect(allowed({ 'sec-fetch-site': 'none' })).toBe(false)
  expect(allowed({ origin: 'null' })).toBe(false)
  expect(allowed({})).toBe(false)
})

test('with a public address set, only that origin counts', () => {
  expect(allowed({ origin: 'https://uppsikt.example' }, 'POST', 'https://uppsikt.example')).toBe(true)
  expect(allowed({ origin: 'http://kommun.example:3000' }, 'POST', 'https://uppsikt.example')).toBe(false)
})

test('only where an identity provider speaks, which no cookie opens, is the origin not asked for', () => {
  expect([null, ...Object.keys(pages)].filter(isSentByProvider)).toEqual([
    '/logga-in/via/[identityProviderId]/utloggad',
  ])
})

test('a sign-in at a provider begins by the person’s own act, and not by a link on another site', () => {
  const asked = (site?: string) => new Request(url, { headers: site ? { 'sec-fetch-site': site } : {} })
  for (const site of ['same-origin', 'none', undefined]) expect(isOwnAct(asked(site), false)).toBe(true)
  for (const site of ['cross-site', 'same-site', 'x']) {
    expect(isOwnAct(asked(site), false)).toBe(false)
    expect(isOwnAct(asked(site), true)).toBe(true)
  }
})

test('reading is open from anywhere', () => {
  expect(allowed({ 'sec-fetch-site': 'cross-site' }, 'GET')).toBe(true)
})

test('after sign-in nobody is sent to another site', () => {
  expect(localPath('/enheter?q=ek')).toBe('/enheter?q=ek')
  for (const path of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/enheter/../\\evil.example',
    'javascript:alert(1)',
    null,
    '',
  ])
    expect(localPath(path)).toBe('/')
})

test('text on the municipality’s colour is black or white, whichever reads best', () => {
  expect(inkOn('#0a5a78')).toBe('#ffffff')
  expect(inkOn('#ffd200')).toBe('#14181d')
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
})

test('a form kept through sign-in that somebody has altered is dropped, and signing in goes on', () => {
  expect(readKept('{bad')).toBeUndefined()
  expect(readKept('{"action":"//evil.example","fields":[["namn","Ada"],[1]]}')).toEqual({
    action: '/',
    fields: [['namn', 'Ada']],
  })
})

test('a form kept through sign-in leaves a personal number behind and keeps the rest that was written', () => {
  const data = new FormData()
  // Twelve digits at the end of an id are no personal number, whatever they look like.
  const id = '01900000-0000-7000-8000-198507099805'
  for (const [name, value] of [
    ['commandId', id],
    ['rubrik', 'Besök i mars'],
    ['text', 'Gäller 850709-9805.'],
    ['losenord', 'hemligt'],
    ['19850709-9805', 'x'],
  ] as const)
    data.append(name, value)
  const fields = [
    ['commandId', id],
    ['rubrik', 'Besök i mars'],
  ]
  expect(keptForm('/arenden/nytt', data)).toEqual({ action: '/arenden/nytt', fields })
  const posted = { action: '/arenden/nytt', fields: [...fields, ['text', 'Gäller 850709-9805.']] }
  expect(readKept(JSON.stringify(posted))).toEqual({ action: '/arenden/nytt', fields })
})

test('a cookie that holds no sentence of ours is dropped, and the page is shown', () => {
  const removed: string[] = []
  const cookies = { get: () => '%E0%A4%A', delete: (name: string) => removed.push(name) }
  // Of SvelteKit's cookies no more than these two is used.
  expect(takeFlash(cookies as never)).toBeUndefined()
  expect(removed).toEqual(['besked'])
})
