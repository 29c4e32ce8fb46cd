import { describe, expect, test } from 'vitest'
import { isProblem } from '#kernel/problem.ts'
import { fieldText } from '#texts/sv/problems.ts'
import { fixture, textFile, workbookFile, zipped } from './fixtures/make.ts'
import { tableLimits } from './read-limits.ts'
import { readWorkbook } from './read.ts'

async function refusal(file: { name: string; bytes: Uint8Array }): Promise<string | undefined> {
  const error: unknown = await readWorkbook(file).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isProblem(error)) throw error ?? new Error('the file was read')
  expect(error.code).toBe('tableUnreadable')
  const [fault] = error.fields
  expect(fieldText(fault!)).not.toBe('Uppgiften går inte att använda.')
  return fault?.code
}

const oldBox = (name: string) =>
  Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.from(name, 'utf16le')])
const row = (cells: string) => ({ rows: `<row r="1">${cells}</row>` })

describe('a person who gives a file that cannot be read is told why', () => {
  test.each([
    ['an empty file', textFile(''), 'tableEmpty'],
    ['a file of blanks', textFile('\r\n \r\n;;;\r\n'), 'tableEmpty'],
    ['a book without cells', workbookFile(), 'tableEmpty'],
    ['an old Excel file', fixture('enheter.xls'), 'tableOldExcel'],
    ['a file of LibreOffice', fixture('enheter.ods'), 'tableOtherSpreadsheet'],
    ['a book with a password', { name: 'a.xlsx', bytes: oldBox('EncryptedPackage') }, 'tableLocked'],
    ['an old Word file', { name: 'a.csv', bytes: oldBox('WordDocument') }, 'tableNotOne'],
    ['a PDF', textFile('%PDF-1.7\n', 'a.csv'), 'tableNotOne'],
    [
      'a picture',
      { name: 'a.csv', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]) },
      'tableNotOne',
    ],
    ['a web page that calls itself Excel', textFile('<html><table>', 'a.xls'), 'tableNotOne'],
    ['a book with macros by its name', { ...workbookFile(), name: 'a.XLSM' }, 'tableMacros'],
    ['a book with macros inside', workbookFile({}, { 'xl/vbaProject.bin': 'x' }), 'tableMacros'],
    ['a binary book', { name: 'a.xlsb', bytes: zipped({ 'xl/workbook.bin': 'x' }) }, 'tableOtherSpreadsheet'],
    ['any archive', { name: 'a.zip', bytes: zipped({ 'a.txt': 'x' }) }, 'tableNotOne'],
    ['half a book', { name: 'a.xlsx', bytes: workbookFile().bytes.subarray(0, 400) }, 'tableDamaged'],
    ['broken XML', workbookFile({ rows: '<row><c></row>' }), 'tableDamaged'],
    ['a text that is not there', workbookFile(row('<c r="A1" t="s"><v>9</v></c>')), 'tableDamaged'],
    ['a quote that is never closed', textFile('A;B\n"1;2\n3;4\n'), 'tableQuoteOpen'],
  ])('%s', async (_, file, code) => {
    expect(await refusal(file)).toBe(code)
  })

  test('a file above 50 MB, before anything is read', async () => {
    expect(await refusal({ name: 'a.csv', bytes: new Uint8Array(tableLimits.file + 1) })).toBe(
      'tableTooLarge',
    )
  })

  test('a table with too many columns, in text and in Excel', async () => {
    expect(await refusal(textFile(`${'a;'.repeat(501)}a\n`))).toBe('tableTooManyColumns')
    expect(await refusal(workbookFile(row('<c r="XFD1"><v>1</v></c>')))).toBe('tableTooManyColumns')
  })

  test('a table with too many rows', async () => {
    expect(await refusal(textFile('a\n'.repeat(tableLimits.rows + 1)))).toBe('tableTooManyRows')
  })

  test('a cell with a whole book in it', async () => {
    const text = 'ö'.repeat(tableLimits.cellLength + 1)
    expect(await refusal(workbookFile(row(`<c r="A1" t="inlineStr"><is><t>${text}</t></is></c>`)))).toBe(
      'tableCellTooLong',
    )
  })
})

describe('a file made to hurt', () => {
  test('unpacks to more than it may, by what it says', async () => {
    const sheet = `<worksheet><sheetData/>${' '.repeat(3_000_000)}</worksheet>`
    const bomb = workbookFile({}, { 'xl/worksheets/sheet1.xml': sheet })
    expect(await refusal(bomb)).toBe('tableDamaged')
  })

  test('unpacks to more than it says', async () => {
    const files = {
      '_rels/.rels': `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `<workbook>${' '.repeat(500_000)}</workbook>`,
    }
    expect(await refusal({ name: 'a.xlsx', bytes: zipped(files, { 'xl/workbook.xml': 100 }) })).toBe(
      'tableDamaged',
    )
  })

  test('asks for a file of the server, or multiplies a text', async () => {
    for (const doctype of [
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    ]) {
      const sheet = `${doctype}<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>`
      expect(await refusal(workbookFile({}, { 'xl/worksheets/sheet1.xml': sheet }))).toBe('tableDamaged')
    }
  })

  test('is deeper than any book, or has a part without end between two tags', async () => {
    expect(await refusal(workbookFile({ rows: '<a>'.repeat(100) + '</a>'.repeat(100) }))).toBe('tableDamaged')
    const noise = Array.from({ length: 400_000 }, (_, at) => `${at}abcdefgh`).join(' ')
    expect(await refusal(workbookFile({ rows: `<a b="${noise}"/>` }))).toBe('tableDamaged')
  })

  test('stretches every row to its last column, to fill the memory with empty cells', async () => {
    const rows = Array.from(
      { length: 10_500 },
      (_, at) => `<row r="${at + 1}"><c r="SF${at + 1}"><v>1</v></c></row>`,
    )
    expect(await refusal(workbookFile({ rows: rows.join('') }))).toBe('tableTooMuch')
  })
})
