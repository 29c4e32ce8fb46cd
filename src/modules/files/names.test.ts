import { expect, test } from 'vitest'
import { answerTo, pdf } from './corpus.test-support.ts'
import { safeName } from './rules.ts'

test.each([
  ['a way out of the folder', '../../etc/passwd.txt', 'passwd.txt'],
  ['a folder of Windows', 'C:\\mapp\\Rutin för läkemedel.pdf', 'Rutin för läkemedel.pdf'],
  ['a name that turns its direction', 'rapport\u202Efdp.exe', 'rapportfdp.exe'],
  ['a name with a NUL', 'rutin.pdf\0.exe', 'rutin.pdf.exe'],
  ['a name that would be markup', '<img src=x onerror=alert(1)>.pdf', 'img src=x onerror=alert(1).pdf'],
  ['a name with a line break', 'rutin\r\nSet-Cookie: a=b.pdf', 'rutinSet-Cookie a=b.pdf'],
  ['no name at all', '', 'dokument'],
  ['only an ending', '.pdf', 'dokument.pdf'],
  ['half a sign', 'rutin\ud800.pdf', 'rutin\ufffd.pdf'],
])('%s becomes a plain name', (_, name, plain) => {
  expect(safeName(name)).toBe(plain)
})

test('a name of any length has room in a folder, with whole signs and its ending', () => {
  for (const sign of ['a', 'å', '👩‍🦽']) {
    const name = safeName(`${sign.repeat(300)}.docx`)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(210)
    expect(name.endsWith('.docx')).toBe(true)
    expect(name.isWellFormed()).toBe(true)
  }
})

test.each([
  '19121212-1212.pdf',
  'Vera_19121212_1212_v2.pdf',
  'Vera 121212 1212.pdf',
  '１９１２１２１２１２１２.pdf',
])('a personal number in the name %s is refused, and the name is not repeated', async (name) => {
  expect(await answerTo(name, pdf(''))).toBe('personalNumberInName')
})

test.each(['IMG_20261101_143210.pdf', 'Avtal 556000-0000.pdf', 'OMS 26_101 rutin 2026-11-01.pdf'])(
  'the name %s is let through',
  async (name) => {
    expect(await answerTo(name, pdf(''))).toBe('accepted')
  },
)

test.each([
  ['rutin.docm', 'fileMacros'],
  ['rutin.doc', 'fileLocked'],
  ['bild.svg', 'fileTypeRefused'],
  ['sida.html', 'fileTypeRefused'],
  ['rutin.pdf.exe', 'fileTypeRefused'],
  ['rutin', 'fileTypeRefused'],
])('%s is refused whatever it holds, and told how to mend where it can be', async (name, code) => {
  expect(await answerTo(name, pdf(''))).toBe(code)
})
