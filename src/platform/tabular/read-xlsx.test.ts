import { describe, expect, test } from 'vitest'
import { firstSheet, fixture, shown, workbookFile, type BookParts } from './fixtures/make.ts'
import { readWorkbook } from './read.ts'

const rowsOf = async (parts: BookParts) => shown(firstSheet(await readWorkbook(workbookFile(parts))))
const formats = (...codes: string[]) =>
  `<numFmts>${codes.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`).join('')}</numFmts>` +
  `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
  `<cellXfs>${codes.map((_, index) => `<xf numFmtId="${200 + index}"/>`).join('')}</cellXfs>`

describe('a person reads in a workbook that LibreOffice saved', () => {
  test('and every cell is what it looked like, in its row', async () => {
    const { format, reading, sheets } = await readWorkbook(fixture('avtal.xlsx'))
    const [agreements] = sheets
    expect({ format, reading }).toEqual({ format: 'xlsx', reading: null })
    expect(agreements?.rows.map(({ number }) => number)).toEqual([1, 2, 4, 5, 6, 7, 8, 10, 11, 13])
    expect(shown(agreements)).toEqual([
      ['Avtal i Exempelby kommun'],
      ['Uttaget', 'date:2026-11-02'],
      ['Kod', 'Enhet', 'Avtal', 'Avtal', 'Ersättning', 'Ersättning', 'Förlängning', 'Kontroll'],
      ['', '', 'Startdatum', 'Slutdatum', 'Per dygn', 'Andel'],
      [
        ...['0042', 'Ekbackens äldreboende', 'date:2024-01-01', 'date:2027-12-31'],
        ...['number:2145,5', 'number:87,3 %', 'boolean:Sant', 'number:4291'],
      ],
      [
        ...['0107', 'Älvängens "hemtjänst"; söder', 'date:2025-03-01', ''],
        ...['number:-1234567,89', 'number:50 %', 'boolean:Falskt', 'error:#DIV/0!'],
      ],
      [
        ...['0215', 'Björklunden\nplan 2', '2026-07-01', 'date:2028-06-30'],
        ...['number:0,1', 'number:100 %', 'boolean:Sant', 'error:#N/A'],
      ],
      [
        ...['number:0311', 'Solgården', 'date:2026-01-15', 'date:1999-12-31'],
        ...['number:3000', 'number:5 %', '', 'error:#N/A'],
      ],
      ['Summa', '', '', '', 'number:-1229422,29'],
      ['Källa: avtalsregistret'],
    ])
  })

  test('and a hidden sheet is told from the others', async () => {
    const { sheets } = await readWorkbook(fixture('avtal.xlsx'))
    expect(sheets.map(({ name, isHidden }) => [name, isHidden])).toEqual([
      ['Avtal', false],
      ['Gamla listan', true],
      ['Värden', false],
    ])
  })

  test('and formulas give the answer that was stored, or their error', async () => {
    const { sheets } = await readWorkbook(fixture('avtal.xlsx'))
    expect(shown(sheets[2]).slice(1, 8)).toEqual([
      ['Klockslag', 'number:14:30'],
      ['Text av formel', 'AB'],
      ['Sann formel', 'boolean:Sant'],
      ['Saknat namn', 'error:#NAME?'],
      ['Fel referens', 'error:#REF!'],
      ['Långt nummer', 'number:5560001234'],
      ['Rik text i delar', 'a & b <c>'],
    ])
    expect(shown(sheets[2])[8]).toHaveLength(32)
  })

  test('and the days are right in a book that counts from 1904', async () => {
    const sheet = firstSheet(await readWorkbook(fixture('mac1904.xlsx')))
    expect(shown(sheet)).toEqual([
      ['Namn', 'Dag'],
      ['Ek', 'date:2026-03-01'],
      ['Al', 'date:1904-01-02'],
    ])
  })
})

describe('a person reads in a workbook of Excel', () => {
  test('with shared, rich and written-out texts, and what is only for reading aloud is left out', async () => {
    const texts =
      '<si><t xml:space="preserve"> a &amp; b </t></si>' +
      '<si><r><rPr><b/></rPr><t>Ek</t></r><r><t>backen</t></r><rPh sb="0" eb="1"><t>EKU</t></rPh><phoneticPr fontId="1"/></si>' +
      '<si><t>rad_x000D_\ntvå _x005F_x0041_</t></si>'
    const rows =
      '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="s"><v>2</v></c>' +
      '<c r="D3" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>' +
      '<c r="E3" t="str"><f>A1&amp;"x"</f><v>svar</v></c><c r="F3"><f>1+1</f><v>2</v></c></row>'
    expect(await rowsOf({ rows, texts })).toEqual([
      [' a & b ', 'Ekbacken', 'rad\ntvå _x0041_', 'inline', 'svar', 'number:2'],
    ])
  })

  test('with names that carry a prefix and cells that do not say where they stand', async () => {
    const sheet =
      '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c>' +
      '<x:c t="b"><x:v>1</x:v></x:c></x:row><x:row><x:c t="d"><x:v>2026-03-01T00:00:00</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    const book = await readWorkbook(workbookFile({}, { 'xl/worksheets/sheet1.xml': sheet }))
    expect(firstSheet(book).rows.map(({ number }) => number)).toEqual([1, 2])
    expect(shown(firstSheet(book))).toEqual([['number:1', 'boolean:Sant'], ['date:2026-03-01']])
  })

  test.each([
    ['yyyy-mm-dd', 'date:2026-11-22'],
    ['åååå-MM-dd', 'date:2026-11-22'],
    ['[$-41D]d mmmm yyyy;@', 'date:2026-11-22'],
    ['&quot;den &quot;d\\ mmmm\\ yyyy', 'date:2026-11-22'],
    ['mmm-yy', 'date:2026-11-22'],
    ['yyyy/mm/dd\\ hh:mm', 'date:2026-11-22'],
    ['General', 'number:46348'],
    ['Standard', 'number:46348'],
    ['#,##0.00\\ &quot;kr&quot;', 'number:46348'],
    ['#,##0\\ [$kr-41D]', 'number:46348'],
    ['0\\ &quot;dagar&quot;;[Red]-0\\ \\d', 'number:46348'],
    ['[Red]0.00E+00', 'number:46348'],
    ['0000000', 'number:0046348'],
    ['@', 'number:46348'],
  ])('and a number shown as %s is the cell it looks like', async (code, expected) => {
    const rows = await rowsOf({
      rows: '<row r="1"><c r="A1" s="0"><v>46348</v></c></row>',
      styles: formats(code),
    })
    expect(rows).toEqual([[expected]])
  })

  test('with a time of day or more hours than a day has, and keeps the clock beside a date', async () => {
    const cells = ['0', '1', '2'].map((style, at) => `<c r="${'ABC'[at]}1" s="${style}"><v>1.5</v></c>`)
    const styles = formats('hh:mm', '[h]:mm', 'yyyy-mm-dd hh:mm')
    expect(await rowsOf({ rows: `<row r="1">${cells.join('')}</row>`, styles })).toEqual([
      ['number:36:00', 'number:36:00', 'date:1900-01-01 12:00'],
    ])
  })

  test.each([
    [1, 'date:1900-01-01'],
    [59, 'date:1900-02-28'],
    [60, 'number:60'],
    [61, 'date:1900-03-01'],
    [2_958_465, 'date:9999-12-31'],
    [2_958_466, 'number:2958466'],
    [-1, 'number:-1'],
    [46_348.999_9, 'date:2026-11-22 23:59'],
    [46_347.999_999_9, 'date:2026-11-22'],
  ])('and day %s is %s, although Excel believes in 29 February 1900', async (serial, expected) => {
    const rows = `<row r="1"><c r="A1" s="0"><v>${serial}</v></c></row>`
    const [[cell] = []] = await rowsOf({ rows, styles: formats('yyyy-mm-dd') })
    expect(cell).toBe(expected)
  })

  test('with formats far out and far down, which leave nothing behind', async () => {
    const empties = Array.from(
      { length: 300 },
      (_, at) => `<row r="${at + 2}" s="1"><c r="XFD${at + 2}" s="1"/></row>`,
    )
    const rows = `<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>${empties.join('')}<row r="1048576"><c r="A1048576" t="n"><v>2</v></c></row>`
    const sheet = firstSheet(await readWorkbook(workbookFile({ rows })))
    expect(sheet.rows.map(({ number, cells }) => [number, cells.length])).toEqual([
      [1, 1],
      [1_048_576, 1],
    ])
  })

  test('with merged cells, and only headings are repeated over the columns they span', async () => {
    const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
    const rows =
      `<row r="1">${text('A1', 'Namn')}${text('B1', 'Avtal')}</row>` +
      `<row r="2">${text('B2', 'Start')}${text('C2', 'Slut')}</row>` +
      `<row r="3">${text('A3', 'Ek')}${text('B3', 'okänt')}</row>`
    const after =
      '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="B3:C3"/></mergeCells>'
    expect(await rowsOf({ rows, after })).toEqual([
      ['Namn', 'Avtal', 'Avtal'],
      ['', 'Start', 'Slut'],
      ['Ek', 'okänt'],
    ])
  })

  test('with links to other books, which are not followed', async () => {
    const rels =
      '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>' +
      '<Relationship Id="r9" Type="x/externalLink" TargetMode="External" Target="file:///etc/passwd"/></Relationships>'
    const rows = '<row r="1"><c r="A1"><f>[1]Blad1!A1</f><v>7</v></c></row>'
    const book = await readWorkbook(workbookFile({ rows }, { 'xl/_rels/workbook.xml.rels': rels }))
    expect(shown(firstSheet(book))).toEqual([['number:7']])
  })
})
