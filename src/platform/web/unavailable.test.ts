import { expect, test } from 'vitest'
import { isUnavailable, unavailablePage, wantsPage } from './unavailable.ts'

const address = 'https://uppsikt.exempel.se/arenden/1?/anteckna'
const asked = (request: Request) => ({
  request,
  url: new URL(request.url),
  isDataRequest: false,
  route: { id: '/arenden/[matterId]' },
})
const posted = (fields: Record<string, string> | FormData) => {
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields)
  return unavailablePage(asked(new Request(address, { method: 'POST', body })))
}

test('a manager who saves while the database is gone gets back what was typed, and can send it again', async () => {
  const answer = await posted({ commandId: '1', anteckning: 'Rad ett\r\n"Rad" <två>' })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('10')
  expect(answer.headers.get('content-security-policy')).toContain(`form-action 'self'`)
  const html = await answer.text()
  expect(html).toContain('<form method="post" action="/arenden/1?/anteckna">')
  expect(html).toContain('name="commandId" value="1"')
  expect(html).toContain('value="Rad ett&#13;&#10;&quot;Rad&quot; &lt;två&gt;"')
  expect(html).not.toContain('type="file"')
})

test('a chosen file cannot be kept: it is asked for again, so that nothing is saved without it', async () => {
  const form = new FormData()
  form.set('rubrik', 'Rutin')
  form.set('fil', new File(['x'], 'rutin.txt'))
  const html = await (await posted(form)).text()
  expect(html).toContain('value="Rutin"')
  expect(html).toContain('Välj filen igen<br><input type="file" name="fil" required>')
  expect(html).toContain('enctype="multipart/form-data"')
})

test('neither a password nor a personal number is sent back', async () => {
  const signIn = await (await posted({ epost: 'a@exempel.se', losenord: 'hemligt ord' })).text()
  expect(signIn).not.toContain('<form')
  expect(signIn).not.toContain('hemligt')
  const personal = await (await posted({ rubrik: 'Om boende', text: '19121212-1212' })).text()
  expect(personal).toContain('Om boende')
  expect(personal).not.toContain('1212-1212')
})

test('who only reads is told to wait, without a form', async () => {
  const html = await (await unavailablePage(asked(new Request('https://uppsikt.exempel.se/arenden')))).text()
  expect(html).toContain('href="/arenden"')
  expect(html).not.toContain('<form')
})

test('another system and a script get no page', () => {
  const request = new Request(address)
  expect(wantsPage(asked(request))).toBe(true)
  expect(wantsPage({ ...asked(request), route: { id: '/api/v1/[...path]' } })).toBe(false)
  expect(wantsPage(asked(new Request(address, { headers: { accept: 'application/json' } })))).toBe(false)
})

test('a fault of ours is not taken for a database that is gone', () => {
  expect(isUnavailable(new TypeError('x is not a function'))).toBe(false)
  expect(isUnavailable(Object.assign(new Error('gone'), { code: '57P01' }))).toBe(true)
})
