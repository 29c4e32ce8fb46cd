import { describe, expect, test } from 'vitest'
import { tables } from '#texts/sv/tables.ts'
import { firstSheet, fixture, textFile } from './fixtures/make.ts'
import { bodyRows } from './read-body.ts'
import { findHeader } from './read-header.ts'
import { cellAddress, closestName, editSteps, plainName } from './read-names.ts'
import type { Sheet } from './read-shapes.ts'
import { readWorkbook } from './read.ts'

const sheetOf = async (...lines: string[]): Promise<Sheet> =>
  firstSheet(await readWorkbook(textFile(lines.join('\r\n'))))
const headerOf = async (...lines: string[]) => {
  const header = findHeader(await sheetOf(...lines))
  return header && [header.first, header.last, ...header.columns.map(({ title }) => title)]
}

describe('the header of a list is found', () => {
  test.each(['avtal.xlsx', 'avtal-semikolon-1252.csv'])('in two rows below a title, in %s', async (name) => {
    const header = findHeader(firstSheet(await readWorkbook(fixture(name))))
    expect([header?.first, header?.last]).toEqual([4, 5])
    expect(header?.columns.map(({ title }) => title)).toEqual([
      ...['Kod', 'Enhet', 'Avtal – Startdatum', 'Avtal – Slutdatum'],
      ...['Ersättning – Per dygn', 'Ersättning – Andel', 'Förlängning', 'Kontroll'],
    ])
  })

  test('in the first row, where rows of words follow', async () => {
    expect(await headerOf('Namn;Ort', 'Ek;By', 'Al;By')).toEqual([1, 1, 'Namn', 'Ort'])
    expect(await headerOf('Namn', 'Ek', 'Al')).toEqual([1, 1, 'Namn'])
  })

  test('below titles, facts about the list and empty rows', async () => {
    expect(
      await headerOf(
        'Enheter',
        'Uttagen av;Systemet',
        'Datum;2026-11-22',
        '',
        'Kod;Namn;Ort;Platser',
        '1;Ek;By;4',
      ),
    ).toEqual([5, 5, 'Kod', 'Namn', 'Ort', 'Platser'])
  })

  test('with headings above it that span some of its columns', async () => {
    expect(
      await headerOf(';;Avtal;;Kontakt', 'Kod;Namn;Start;Slut;E-post', '1;Ek;2026-01-01;;a@b.se'),
    ).toEqual([...[1, 2, 'Kod', 'Namn', 'Avtal – Start', 'Avtal – Slut', 'Kontakt – E-post']])
  })

  test('in two rows, where most of the names stand in the lower', async () => {
    const data = '1;Ek;a;b;c;d;e;f'
    expect(await headerOf('Lista', 'Kod;Namn;Kontakt;;;;;', ';;Väg;Ort;Post;Tel;Mejl;Webb', data)).toEqual([
      ...[2, 3, 'Kod', 'Namn', 'Kontakt – Väg', 'Kontakt – Ort', 'Kontakt – Post'],
      ...['Kontakt – Tel', 'Kontakt – Mejl', 'Kontakt – Webb'],
    ])
  })

  test('and a fact right above it is no heading', async () => {
    expect(await headerOf('Källa;Registret', 'Kod;Namn;Ort', '1;Ek;By')).toEqual([2, 2, 'Kod', 'Namn', 'Ort'])
  })

  test('and a title right above it is no heading of its first column', async () => {
    expect(await headerOf('Enheter 2026', 'Kod;Namn;Ort', '1;Ek;By')).toEqual([2, 2, 'Kod', 'Namn', 'Ort'])
  })

  test('with years as headings, and unnamed columns left out', async () => {
    expect(await headerOf('Enhet;;2025;2026', 'Ek;;1;2')).toEqual([1, 1, 'Enhet', '2025', '2026'])
  })

  test('nowhere, where there are only amounts', async () => {
    expect(await headerOf('1;2', '3;4')).toBeUndefined()
  })
})

describe('the rows of a list', () => {
  test.each(['avtal.xlsx', 'avtal-semikolon-1252.csv'])('leave out sums and notes, in %s', async (name) => {
    const sheet = firstSheet(await readWorkbook(fixture(name)))
    const { rows, skipped } = bodyRows(sheet, findHeader(sheet)!)
    expect(rows.map(({ number }) => number)).toEqual([6, 7, 8, 10])
    expect(skipped.map(({ number, why }) => [number, why])).toEqual([
      [11, 'total'],
      [13, 'note'],
    ])
    expect(skipped.map(({ why }) => tables.skipped[why])).not.toContain(undefined)
  })

  test('keep a unit whose name begins as a sum does', async () => {
    const sheet = await sheetOf(
      'Namn;Ort;Platser',
      'Totalomsorg AB;By;4',
      'Summa Vård;By;5',
      'Summa;;9',
      'Totalt 2026;;9',
    )
    const { rows, skipped } = bodyRows(sheet, findHeader(sheet)!)
    expect(rows.map(({ number }) => number)).toEqual([2, 3])
    expect(skipped.map(({ text }) => text)).toEqual(['Summa | 9', 'Totalt 2026 | 9'])
  })

  test('keep a name alone in its row, which lacks what it should have', async () => {
    const sheet = await sheetOf('Namn;Ort;Platser', 'Ek;By;4', 'Totalvård', 'Al')
    expect(bodyRows(sheet, findHeader(sheet)!).rows.map(({ number }) => number)).toEqual([2, 3, 4])
  })

  test('keep a row that lacks its name', async () => {
    const sheet = await sheetOf('Namn;Platser', 'Ek;4', ';9', 'Al;5')
    expect(bodyRows(sheet, findHeader(sheet)!).rows.map(({ number }) => number)).toEqual([2, 3, 4])
  })

  test('leave out sums without a word and headers said again', async () => {
    const sheet = await sheetOf('Namn;Ort;Platser', 'Ek;By;4', ';;4', 'namn;ORT;Platser', 'Al;By;5', ';;9')
    const { rows, skipped } = bodyRows(sheet, findHeader(sheet)!)
    expect(rows.map(({ number }) => number)).toEqual([2, 5])
    expect(skipped.map(({ why }) => why)).toEqual(['onlyNumbers', 'headerAgain', 'onlyNumbers'])
  })
})

describe('names', () => {
  test('are the same whatever their capitals, marks and signs', () => {
    expect(plainName('Start-datum (avtal) ')).toBe(plainName('STARTDATUM, AVTAL'))
    expect(plainName('Förlängning')).toBe('forlangning')
  })

  test.each([
    ['Sartdatum', 'Startdatum'],
    ['Utforare', 'Utförare'],
    ['Enhtskod', 'Enhetskod'],
    ['Telefon', undefined],
    ['Slut', undefined],
  ])('%s may have been meant as %s', (written, meant) => {
    expect(closestName(written, ['Startdatum', 'Utförare', 'Enhetskod', 'Ort'])).toBe(meant)
  })

  test('are not guessed at between two that are as near', () => {
    expect(closestName('Enhet C', ['Enhet A', 'Enhet B'])).toBeUndefined()
  })

  test('are as many steps apart as letters differ, and a swap is one', () => {
    expect([
      editSteps('ek', 'ek'),
      editSteps('ek', 'ke'),
      editSteps('', 'abc'),
      editSteps('asp', 'alm'),
    ]).toEqual([0, 1, 3, 2])
  })

  test('of cells are those of Excel', () => {
    expect([cellAddress(1999, 2), cellAddress(1, 25), cellAddress(1, 26), cellAddress(3, 16_383)]).toEqual([
      'C1999',
      'Z1',
      'AA1',
      'XFD3',
    ])
  })
})
