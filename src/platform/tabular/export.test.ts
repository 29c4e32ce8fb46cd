import { inflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { toCsv } from './csv.ts'
import { attachment, exportTable, safeFileName, toJson } from './export.ts'
import type { AboutTable, Column } from './table.ts'
import { toXlsx } from './xlsx.ts'

type Unit = { code: string; name: string; score: number | null; share: number | null; visited: string | null }

const columns: readonly Column<Unit>[] = [
  { key: 'code', title: 'Kod', type: 'text', value: (unit) => unit.code },
  { key: 'name', title: 'Enhet', type: 'text', value: (unit) => unit.name },
  { key: 'score', title: 'Mätvärde', type: 'number', value: (unit) => unit.score },
  { key: 'share', title: 'Andel', type: 'percent', value: (unit) => unit.share },
  { key: 'visited', title: 'Besökt', type: 'date', value: (unit) => unit.visited },
]

const oak: Unit = {
  code: '0042',
  name: 'Ekbackens äldreboende',
  score: -1234.5,
  share: 0.873,
  visited: '2027-03-12',
}

const about: AboutTable = {
  title: 'Enheter i Söder',
  source: 'Uppsikt',
  date: '2027-03-12',
  filter: 'Område: Söder',
  definitions: [{ term: 'Andel', meaning: 'Uppfyllda krav av bedömda krav' }],
}

const named = (name: string): Unit => ({ ...oak, name })
const csvOf = (...rows: Unit[]) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(toCsv(columns, rows))
const nameCell = (name: string) => csvOf(named(name)).split('0042;')[1]?.split(';-1234,5')[0]

describe('CSV for a Swedish spreadsheet', () => {
  test('has a byte order mark, semicolons, CRLF, decimal comma and ISO dates', () => {
    expect(csvOf(oak)).toBe(
      '\uFEFFKod;Enhet;Mätvärde;Andel;Besökt\r\n0042;Ekbackens äldreboende;-1234,5;87,3 %;2027-03-12\r\n',
    )
  })

  test('leaves unknown values and impossible numbers empty', () => {
    expect(csvOf({ ...oak, score: Number.NaN, share: null, visited: null })).toContain('äldreboende;;;\r\n')
  })

  test.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1', '-'])(
    'turns the formula %j into text',
    (text) => {
      expect(nameCell(text)?.replace(/^"/, '')).toBe(`'${text}${/[\r]/.test(text) ? '"' : ''}`)
    },
  )

  test.each(['-5,2', '+46', '-5.2', '12 = tolv', 'a-b'])('leaves %j as it is', (text) => {
    expect(nameCell(text)).toBe(text)
  })

  test('escapes a heading as it escapes a cell', () => {
    const [first] = columns
    const csv = new TextDecoder().decode(toCsv([{ ...first!, title: '=HYPERLINK("x")' }], []))
    expect(csv).toBe(`"'=HYPERLINK(""x"")"\r\n`)
  })

  test('quotes what would break a row', () => {
    expect(nameCell('a;b "c"\nd')).toBe('"a;b ""c""\nd"')
  })

  test('shows no binary noise', () => {
    expect(csvOf({ ...oak, score: 0.1 + 0.2, share: 0.285 })).toContain(';0,3;28,5 %;')
  })
})

/** The files in a zip archive, found by its central directory. */
function unzipped(archive: Uint8Array): Map<string, string> {
  const bytes = Buffer.from(archive)
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  const files = new Map<string, string>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, name, extra, comment] = [20, 28, 30, 32].map((offset) => bytes.readUInt32LE(at + offset))
    const nameLength = name! & 0xffff
    const start = bytes.readUInt32LE(at + 42)
    const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
    const path = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    files.set(path, inflateRawSync(bytes.subarray(data, data + size!)).toString('utf8'))
    at += 46 + nameLength + (extra! & 0xffff) + (comment! & 0xffff)
  }
  return files
}

async function workbook(rows: readonly Unit[], told: AboutTable = about) {
  const files = unzipped(await toXlsx(columns, rows, told))
  const strings = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si><t[^>]*>([^<]*)<\/t><\/si>/g)]
  const sheet = files.get('xl/worksheets/sheet1.xml') ?? ''
  const cell = (address: string) => {
    const found = new RegExp(`<c r="${address}"([^>]*)>(?:<v>([^<]*)</v>)?`).exec(sheet)
    const isText = found?.[1]?.includes('t="s"') ?? false
    return isText ? { text: strings[Number(found?.[2])]?.[1] } : { number: found?.[2] && Number(found[2]) }
  }
  return { files, sheet, cell, words: strings.map((match) => match[1]) }
}

describe('Excel', () => {
  test('holds real numbers, real dates and text with its leading zeros', async () => {
    const { cell } = await workbook([oak])
    expect(cell('A2')).toEqual({ text: '0042' })
    expect(cell('C2')).toEqual({ number: -1234.5 })
    expect(cell('D2')).toEqual({ number: 0.873 })
    expect(cell('E2')).toEqual({ number: 46458 })
  })

  test('never holds a formula', async () => {
    const { files, cell } = await workbook([named('=HYPERLINK("http://x")')])
    expect(cell('B2').text).toContain('=HYPERLINK')
    expect([...files.values()].join('')).not.toContain('<f>')
  })

  test('fixes the header row and sets column widths', async () => {
    const { sheet } = await workbook([oak])
    expect(sheet).toMatch(/<pane[^>]*ySplit="1"[^>]*state="frozen"/)
    expect(sheet).toContain('<cols>')
  })

  test('says on the second sheet what the table is', async () => {
    const { files, words } = await workbook([oak])
    expect(files.get('xl/workbook.xml')).toMatch(/name="Enheter i Söder".*name="Om"/s)
    expect(words).toEqual(expect.arrayContaining(['Källa', 'Uppsikt', 'Område: Söder', 'Begrepp', 'Andel']))
  })

  test.each(['constructor', '__proto__', 'toString'])(
    'keeps the word %s, which the library trips on',
    async (word) => {
      const { cell } = await workbook([named(word)])
      expect(cell('B2')).toEqual({ text: word })
    },
  )

  test('keeps text that looks like an escape of Excel, and drops what a cell cannot hold', async () => {
    expect((await workbook([named('_x0041_')])).cell('B2')).toEqual({ text: '_x005F_x0041_' })
    expect((await workbook([named('a\0\u0007b\r\nc\uD800')])).cell('B2').text).toMatch(/^ab\nc\uFFFD?$/)
    expect((await workbook([named('ö'.repeat(40_000))])).cell('B2').text).toHaveLength(32_767)
  })

  test('keeps a date before March 1900 and a date that is none as text', async () => {
    const { cell } = await workbook([
      { ...oak, visited: '1900-02-28' },
      { ...oak, visited: 'våren 2027' },
    ])
    expect([cell('E2'), cell('E3')]).toEqual([{ text: '1900-02-28' }, { text: 'våren 2027' }])
  })

  test.each(["'[]:*?/\\'", 'Om', 'HISTORY', ''])(
    'gives the title %j a sheet name that Excel takes',
    async (title) => {
      const { files } = await workbook([oak], { ...about, title })
      expect(files.get('xl/workbook.xml')).toContain('name="Uppgifter"')
    },
  )

  test('gives a table without rows its header', async () => {
    expect((await workbook([])).cell('A1')).toEqual({ text: 'Kod' })
  })
})

describe('JSON', () => {
  test('holds the values as they are and says what they mean', () => {
    const content: unknown = JSON.parse(new TextDecoder().decode(toJson(columns, [oak], about)))
    expect(content).toMatchObject({ ...about, rows: [oak] })
    expect(content).toHaveProperty(['columns', 3], { key: 'share', title: 'Andel', type: 'percent' })
  })
})

describe('the file', () => {
  test.each([
    ['csv', 'text/csv'],
    ['xlsx', 'application/vnd.openxmlformats'],
    ['json', 'application/json'],
  ] as const)('%s has its type and a name that tells what it is and when', async (format, type) => {
    const file = await exportTable(format, columns, [oak], about)
    expect(file.contentType.startsWith(type)).toBe(true)
    expect(file.fileName).toBe(`enheter-i-söder-2027-03-12.${format}`)
    expect(file.body.length).toBeGreaterThan(50)
  })

  test.each([
    ['../../etc/passwd', 'etc-passwd.csv'],
    ['CON', 'uppgifter.csv'],
    ['\u202Egnp.exe', 'gnp-exe.csv'],
    ['***', 'uppgifter.csv'],
    ['å'.repeat(300), `${'å'.repeat(80)}.csv`],
  ])('the title %j gives a safe name', (title, name) => {
    expect(safeFileName(title, 'csv')).toBe(name)
  })

  test('the header carries å, ä and ö and a plain name beside it', () => {
    expect(attachment('enheter-i-söder.csv')).toBe(
      `attachment; filename="enheter-i-soder.csv"; filename*=UTF-8''enheter-i-s%C3%B6der.csv`,
    )
    expect(attachment('plan.pdf')).toBe('attachment; filename="plan.pdf"')
  })

  test('the header cannot be broken by a name', () => {
    expect(attachment('a"\r\nSet-Cookie: x=1\u202E(1)*.csv')).toBe(
      `attachment; filename="a_Set-Cookie_ x=1(1)_.csv"; filename*=UTF-8''a%22Set-Cookie_%20x%3D1%281%29_.csv`,
    )
    expect(attachment('\uD800..')).toMatch(/^attachment; filename="_"; filename\*=UTF-8''%EF%BF%BD$/)
    expect(attachment('../')).toBe('attachment; filename="_"')
  })
})
