import { monthNames } from '#kernel/dates.ts'

/** What XML 1.0 cannot hold would make a Word file that does not open; soft breaks and tabs are kept. */
const unprintable = /(?![\t\n\r])[\p{Cc}\ufdd0-\ufdef\ufffe\uffff]/gu

/** Marks that turn the direction of writing can make a record read as something it does not say. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** Text for all three forms: same letters, nothing that breaks a file. Composed (NFC), so that å is one sign. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/gu, '\n')
    .replace(unprintable, '')
    .replace(turning, '')
}

export function cleanLine(text: string): string {
  const lines = cleanText(text).split('\n')
  return lines
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' ')
}

/** Blank lines part paragraphs; a single line break stays one. */
export function paragraphsOf(text: string): string[] {
  return cleanText(text)
    .split(/\n[ \t]*\n\s*/u)
    .map((part) => part.replace(/^\n+/u, '').trimEnd())
    .filter((part) => part !== '')
}

export function slug(text: string): string {
  const plain = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  return plain
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60)
}

/** "12 mars 2027". Throws on what is not a day: a record without a date cannot be frozen. */
export function longDate(iso: string): string {
  const [year, month, day] = dateParts(iso)
  return `${day} ${monthNames[month - 1] ?? ''} ${year}`
}

export function dateParts(iso: string): [year: number, month: number, day: number] {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(iso)
  const day = new Date(`${iso}T00:00:00Z`)
  if (!found || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(iso)) {
    throw new Error(`Paper date is not a day: ${iso}`)
  }
  return [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()]
}
