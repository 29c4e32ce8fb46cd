import { addDays, type IsoDate } from '#kernel/dates.ts'

/** A calendar as RFC 5545 writes it: pure, the same entries give the same bytes. */
export type Entry = {
  /** Never changes for the same thing, and never names another. */
  readonly uid: string
  /** Only rises: by it a calendar knows that the thing has changed. */
  readonly sequence: number
  readonly summary: string
  readonly description: string
  readonly url: string
  readonly isCancelled: boolean
  /** A day, whole days from the first to the last, or a time on the clock. */
  readonly when:
    | { readonly on: IsoDate }
    | { readonly first: IsoDate; readonly last: IsoDate }
    | { readonly from: Date; readonly minutes: number }
}

export type Calendar = { readonly name: string; readonly stamp: Date; readonly entries: readonly Entry[] }

export function icsOf(calendar: Calendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Uppsikt//Kalender//SV',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(calendar.name)}`,
    'X-WR-TIMEZONE:Europe/Stockholm',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...stockholm,
    ...calendar.entries.flatMap((entry) => eventLines(entry, calendar.stamp)),
    'END:VCALENDAR',
  ]
  return lines.map(folded).join('')
}

/** Swedish time since 1996, as the European Union has it. */
const stockholm = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Stockholm',
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
]

function eventLines(entry: Entry, stamp: Date): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${entry.uid}@uppsikt`,
    `DTSTAMP:${utc(stamp)}`,
    `SEQUENCE:${entry.sequence}`,
    ...whenLines(entry.when),
    `SUMMARY:${escaped(entry.summary)}`,
    ...(entry.description === '' ? [] : [`DESCRIPTION:${escaped(entry.description)}`]),
    `URL:${entry.url}`,
    `STATUS:${entry.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'from' in entry.when ? 'TRANSP:OPAQUE' : 'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** A whole day ends before the next begins; a time is written on the Swedish clock. */
function whenLines(when: Entry['when']): string[] {
  if ('on' in when) return wholeDays(when.on, when.on)
  if ('first' in when) return wholeDays(when.first, when.last)
  const ends = new Date(when.from.getTime() + when.minutes * 60_000)
  return [`DTSTART;TZID=Europe/Stockholm:${local(when.from)}`, `DTEND;TZID=Europe/Stockholm:${local(ends)}`]
}

function wholeDays(first: IsoDate, last: IsoDate): string[] {
  return [`DTSTART;VALUE=DATE:${plain(first)}`, `DTEND;VALUE=DATE:${plain(addDays(last, 1))}`]
}

function plain(day: IsoDate): string {
  return day.replaceAll('-', '')
}

function utc(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d{3}/g, '')
}

/** "20270312T140000" on the clock in Sweden; the 'sv' locale writes a date as ISO does. */
function local(at: Date): string {
  return at.toLocaleString('sv-SE', { timeZone: 'Europe/Stockholm' }).replace(/[-:]/g, '').replace(' ', 'T')
}

/** Backslash, semicolon, comma and line break have a meaning of their own; other control characters have none. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|[\n\u2028\u2029]/g, '\\n')
    .replace(/\p{Cc}/gu, ' ')
}

const encoder = new TextEncoder()

/** No line is longer than 75 octets: what is over goes on in the next, after a space. No letter is cut in two. */
function folded(line: string): string {
  let [text, octets] = ['', 0]
  for (const letter of line) {
    const size = encoder.encode(letter).length
    if (octets + size > 75) {
      text += '\r\n '
      octets = 1
    }
    text += letter
    octets += size
  }
  return `${text}\r\n`
}
