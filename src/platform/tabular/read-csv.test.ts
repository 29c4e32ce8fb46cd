import { describe, expect, test } from 'vitest'
import { firstSheet, fixture, shown, textFile } from './fixtures/make.ts'
import { delimiterOf } from './read-encoding.ts'
import { readWorkbook } from './read.ts'

const rowsOf = async (text: string | Uint8Array) => shown(firstSheet(await readWorkbook(textFile(text))))
const utf16 = (text: string, isBig = false) => {
  const bytes = Buffer.from(text, 'utf16le')
  return isBig ? bytes.swap16() : bytes
}
const units = [
  ['Kod', 'Enhet', 'Platser', 'Andel', 'Start'],
  ['0042', 'Ekbackens äldreboende', '48', '87,5', '2024-01-01'],
  ['0107', 'Åsa & Östens "hem"; väst', '1200', '1234,25', '2026-02-28'],
  ['0300', 'Rad ett\nrad två – “citat” €', '-3', '0,5', '1968-06-01'],
  ['Totalt', '', '1245'],
]

describe('a person reads in a text file with columns', () => {
  test.each([
    ['enheter-semikolon-utf8.csv', 'utf-8', ';'],
    ['enheter-semikolon-1252.csv', 'windows-1252', ';'],
    ['enheter-komma-utf8.csv', 'utf-8', ','],
    ['enheter-tabb-utf16.csv', 'utf-16le', '\t'],
  ])('from LibreOffice, %s, and finds every sign as it was', async (name, encoding, delimiter) => {
    const book = await readWorkbook(fixture(name))
    expect(book.reading).toEqual({ encoding, delimiter })
    expect(shown(firstSheet(book))).toEqual(units)
  })

  test('in UTF-16 of either order, with and without its mark', async () => {
    const text = 'Kod;Enhet\r\n1;Ängen\r\n'
    const expected = [
      ['Kod', 'Enhet'],
      ['1', 'Ängen'],
    ]
    for (const bytes of [
      utf16(`\uFEFF${text}`),
      utf16(`\uFEFF${text}`, true),
      utf16(text),
      utf16(text, true),
    ])
      expect(await rowsOf(bytes)).toEqual(expected)
  })

  test('with the mark of UTF-8, which is no part of the first heading', async () => {
    expect(await rowsOf('\uFEFFKod;Namn\n1;Ek')).toEqual([
      ['Kod', 'Namn'],
      ['1', 'Ek'],
    ])
  })

  test.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['CR alone, as old Macs did', '\r'],
  ])('whose lines end with %s', async (_, end) => {
    expect(await rowsOf(['A;B', '1;2', '3;4', ''].join(end))).toEqual([
      ['A', 'B'],
      ['1', '2'],
      ['3', '4'],
    ])
  })

  test('whose first line tells Excel the delimiter, and the rows are counted as Excel does', async () => {
    const book = await readWorkbook(textFile('sep=,\r\nA,B;C\r\n1,2;3\r\n'))
    expect(book.reading?.delimiter).toBe(',')
    expect(firstSheet(book).rows.map(({ number }) => number)).toEqual([1, 2])
    expect(shown(firstSheet(book))[0]).toEqual(['A', 'B;C'])
  })

  test('with ragged rows, delimiters at the end and empty rows, and the rows keep their numbers', async () => {
    const sheet = firstSheet(await readWorkbook(textFile('A;B;C;;;\r\n\r\n1\r\n;;;\r\n1;2;3;4\r\n')))
    expect(sheet.rows.map(({ number }) => number)).toEqual([1, 3, 5])
    expect(shown(sheet)).toEqual([['A', 'B', 'C'], ['1'], ['1', '2', '3', '4']])
  })

  test('with line breaks, delimiters and quotes in its cells', async () => {
    expect(await rowsOf('A;B\n"rad 1\r\nrad 2; ""hej""";2\n5" rör;3\n')).toEqual([
      ['A', 'B'],
      ['rad 1\nrad 2; "hej"', '2'],
      ['5" rör', '3'],
    ])
  })

  test('with codes guarded for Excel, and they are the codes', async () => {
    expect(await rowsOf(`A;B\n="0042";'=SUM(A1)\n'söder;'-\n`)).toEqual([
      ['A', 'B'],
      ['0042', '=SUM(A1)'],
      ["'söder", '-'],
    ])
  })

  test('with failed formulas in Swedish, English and of LibreOffice, and they are errors', async () => {
    expect(await rowsOf('A;B;C;D\n#SAKNAS!;#N/A;Err:502;#1 i stan\n')).toEqual([
      ['A', 'B', 'C', 'D'],
      ['error:#SAKNAS!', 'error:#N/A', 'error:Err:502', '#1 i stan'],
    ])
  })

  test.each(['"olika långa"', '<script>', '"', '#', 'ÅÄÖ', '\u200B'])(
    'that has one column: %s',
    async (text) => {
      const rows = await rowsOf(`Namn\n${text === '"' ? '""""' : text}\n`)
      expect(rows[0]).toEqual(['Namn'])
      expect(rows).toHaveLength(2)
    },
  )
})

describe('the delimiter', () => {
  test.each([
    [';', 'Namn;Andel\nEk;1,5\nAl;2,5\n'],
    [',', 'Namn,Beskrivning\nEk,"a;b;c;d"\nAl,"e;f;g;h"\n'],
    ['\t', 'Namn\tText\nEk\tett, två; tre\n'],
    ['|', 'Namn|Tal\nEk|1,5\n'],
    [';', 'Avtal, utdrag\n\nNamn;Ort;Tal\nEk;By;1,5\nAl;By;1,5\n'],
    [';', 'Namn, ort;Andel, procent\nEk, By;1,5\n'],
    [';', 'bara en kolumn'],
  ])('is %j', (delimiter, text) => {
    expect(delimiterOf(text)).toBe(delimiter)
  })
})
