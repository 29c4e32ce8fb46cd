import { formatNumber, plural } from '#kernel/swedish.ts'

const followUps = (count: number) => plural(count, 'uppföljning', 'uppföljningar')

export const lateDutyTexts = {
  title: (count: number, when: string) =>
    `${followUps(count)} i planen är försenade: ${when}`.replace(
      /^1 uppföljning i planen är försenade/,
      '1 uppföljning i planen är försenad',
    ),
  wasLate: (when: string) => `Försenat i planen: ${when}`,
  ground: 'Den beslutade planen för verksamhetsuppföljning',
}

/** How the year goes. */
export const stateTexts = {
  title: 'Läget',
  lead: 'Så långt har planen kommit. Det som är försenat, inställt eller inte förberett i tid står överst med nästa steg.',
  year: 'År',
  area: 'Verksamhetsområde',
  allAreas: 'Alla områden',
  search: 'Sök',
  filter: 'Filtrera läget',
  group: 'Visa per',
  groups: { manad: 'Månad', kvartal: 'Kvartal', omrade: 'Verksamhetsområde' },
  trouble: 'Att göra',
  allTroubles: 'Allt',
  troubles: { late: 'Försenat', cancelled: 'Inställt', unprepared: 'Inte förberett' },
  toDo: 'Att göra något åt',
  toDoNone: 'Inget är försenat, inställt eller oförberett',
  toDoNoneText: 'Det som står i planen följer sin tid.',
  what: 'Enhet eller område',
  when: 'Planerad',
  why: 'Vad som hänt',
  next: 'Nästa steg',
  lead_: 'Ansvarig',
  sofar: 'Så långt har planen kommit',
  all: 'Alla',
  hours: 'Timmar',
  hoursUsed: 'Använda',
  hoursThere: 'Finns',
  share: 'Andel av timmarna',
  unset: 'Inga timmar är satta',
  quarter: (number: string) => `Kvartal ${number}`,
  ofHours: (asked: number, has: number | null) =>
    has === null ? `${formatNumber(asked)} timmar` : `${formatNumber(asked)} av ${formatNumber(has)} timmar`,
  ofHas: (has: number) => `av\u00a0${formatNumber(has)}`,
  planned: 'Planerade timmar',
  used: 'Använda timmar',
  reserve: 'Timmar ur reserven för händelser',
  eventHours: 'Timmar för händelser',
  reserveOver: (over: number) => `Reserven är överskriden med ${formatNumber(over)} timmar.`,
  outside: 'Händelsestyrda uppföljningar utanför planen',
  outsideText: (count: number) =>
    `${plural(count, 'händelsestyrd uppföljning', 'händelsestyrda uppföljningar')} tar tid utan att stå i planen.`,
  putIn: 'Lägg in i planen',
  reasons: {
    unprepared: 'Ska börja snart men är inte förberedd.',
    lateNone: 'Tiden har gått ut och ingen uppföljning är förberedd.',
    lateReady: 'Tiden har gått ut. Uppföljningen är förberedd men inte påbörjad.',
    lateUnderway: 'Tiden har gått ut. Uppföljningen pågår.',
    cancelled: 'Uppföljningen är inställd.',
    cancelledWhy: (reason: string) => `Inställd: ${reason}`,
  },
  remedies: {
    prepare: 'Förbered',
    begin: 'Öppna och påbörja',
    finish: 'Öppna och slutför',
    tick: 'Bocka av eller flytta',
    replan: 'Planera på nytt',
    move: 'Flytta raden',
  },
  emptyTitle: 'Planen är tom det här året',
  emptyText: 'Välj ett annat år eller lägg till rader i planen.',
  noneTitle: 'Inget motsvarar filtret',
  noneText: 'Ändra eller rensa filtret.',
  clear: 'Visa allt',
  source: 'Uppsikt, läget i planen',
  revise: 'Revidera planen',
  event: 'Lägg in en händelse',
}
