import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fieldText } from '#texts/sv/problems.ts'
import { parseInput } from './parse.ts'
import { day, dayInHistory, fullReason, named, optionalText, reason, sentence, text } from './shapes.ts'

describe('a day', () => {
  test('is told in the API as a date with an example', () => {
    for (const shape of [day, day.optional(), dayInHistory])
      expect(z.toJSONSchema(shape, { io: 'input' })).toMatchObject({
        format: 'date',
        examples: ['2027-03-12'],
      })
  })

  test('of a year that is a slip of the finger is refused with what to do; the edges are not', () => {
    for (const good of ['1990-01-01', '2027-03-12', ' 2100-12-31 ']) expect(fault(day, good)).toBe('')
    for (const far of ['9999-12-31', '2101-01-01', '1989-12-31', '0227-03-12'])
      expect(fault(day, far)).toBe('Kontrollera årtalet. Skriv en dag mellan 1990 och 2100.')
    expect(fault(dayInHistory, '1900-01-01')).toBe('')
    for (const far of ['9999-12-31', '1899-12-31'])
      expect(fault(dayInHistory, far)).toBe('Kontrollera årtalet. Skriv en dag mellan 1900 och 2100.')
  })

  test('that is none is told once, whatever was written', () => {
    for (const none of ['2027-02-30', '12/3 2027', '', undefined, 20270312])
      expect(fault(day, none)).toBe('Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2027-03-12.')
  })
})

describe('what is typed', () => {
  test('is kept without what cannot be seen, before its length and its being there are looked at', () => {
    expect(parseInput(named(5), ' A\u202Evtal ')).toBe('Avtal')
    expect(parseInput(text(20), 'Ett\n\tTvå\u0008')).toBe('Ett\n\tTvå')
    expect(fault(named(5), '\u202E\u2069')).toBe('Fyll i uppgiften.')
    expect(fault(reason(5), '\u200A\u202E')).toBe('Skriv en kort motivering.')
  })

  test('that is too long, or a reason of one word, is told', () => {
    expect(fault(sentence(3), 'Norr')).toBe('Texten är för lång.')
    expect(fault(fullReason(300), 'Nej.')).toBe('Skriv en kort motivering.')
    expect(parseInput(optionalText(3), undefined)).toBe('')
  })
})

/** The sentence a person gets; nothing when the value is taken. */
function fault(shape: z.ZodType, value: unknown): string {
  try {
    parseInput(shape, value)
    return ''
  } catch (cause) {
    // The only error thrown here is the problem with its fields.
    return (cause as { fields: Parameters<typeof fieldText>[0][] }).fields.map(fieldText).join(' ')
  }
}
