import { formatNumber, formatPercent, plural } from '#kernel/swedish.ts'

const followUps = (count: number) => plural(count, 'uppföljning', 'uppföljningar')

/** The plan as a year wheel. */
export const wheelTexts = {
  view: 'Årshjul',
  title: (year: number) => `Årshjul ${year}`,
  table: (year: number) => `Årshjulet ${year} som tabell`,
  area: 'Verksamhetsområde',
  noArea: 'Utan verksamhetsområde',
  rest: (count: number) => `Övriga ${formatNumber(count)} områden`,
  sum: 'Alla områden',
  half: { 1: 'Första halvåret', 2: 'Andra halvåret' },
  wholeYear: 'Hela året',
  hub: (count: number) => followUps(count),
  hours: (hours: number) => `${formatNumber(hours, 0)} timmar`,
  inDepth: (count: number) => plural(count, 'fördjupad', 'fördjupade'),
  part: (at: { when: string; area: string }, amount: { count: number; inDepth: number; hours: number }) =>
    `${at.area}, ${at.when}: ${followUps(amount.count)}${amount.inDepth > 0 ? `, varav ${plural(amount.inDepth, 'fördjupad', 'fördjupade')}` : ''}, ${formatNumber(amount.hours, 0)} timmar`,
  ring: (amount: { count: number; inDepth: number; hours: number }) =>
    `${followUps(amount.count)}${amount.inDepth > 0 ? `, ${plural(amount.inDepth, 'fördjupad', 'fördjupade')}` : ''}, ${formatNumber(amount.hours, 0)} timmar`,
  legend: 'Så läser du hjulet',
  rings: 'Ringarna, utifrån och in',
  amount: 'Antal uppföljningar: få till många',
  amountNote: 'Talet i varje del är antalet uppföljningar den månaden.',
  depth: 'Så många av dem är fördjupade',
  halves: 'Inlagda bara på halvår, som oanmälda besök',
  meeting: 'Nämnden sammanträder',
  papers: 'Stoppdag för handlingar',
  last: 'Sista månaden enligt lag eller avtal',
  today: 'I dag',
  toTable: 'Allt i hjulet finns i tabellen under det.',
  days: (year: number) => `Hållpunkter ${year}`,
  when: 'När',
  what: 'Vad',
  meetingOn: 'Nämnden sammanträder',
  meetingWithStop: (day: string) => `Nämnden sammanträder, stoppdag för handlingar ${day}`,
  papersFor: (day: string) => `Stoppdag för handlingar till sammanträdet ${day}`,
  procured: (count: number) =>
    `Sista månaden för ${plural(count, 'uppföljning', 'uppföljningar')} före beslut om förlängning (LOU)`,
  choiceSystem: (count: number) =>
    `Sista månaden för ${plural(count, 'första uppföljning', 'första uppföljningar')} efter starten (LOV)`,
  agreement: (count: number) =>
    `Sista månaden för ${plural(count, 'uppföljning', 'uppföljningar')} enligt avtalets egen plan`,
  noDays: 'Inga sammanträden är inlagda för året.',
}

/** Hours asked and hours there, person by person and month by month. */
export const loadTexts = {
  view: 'Belastning',
  lead: 'Så mycket av vars och ens timmar planen tar, månad för månad. Rader som bara har ett halvår är fördelade jämnt över dess månader.',
  title: (year: number) => `Belastning ${year}`,
  filter: 'Filtrera belastningen',
  person: 'Person',
  year: 'År',
  allYears: 'Alla år',
  over: 'Bara överbokade',
  sum: 'Alla',
  wholeYear: 'Hela året',
  share: (share: number) => formatPercent(share),
  grid: (year: number) => `Timmar per person och månad ${year}`,
  quarters: (year: number) => `Jämnt över året ${year}`,
  quarter: 'Kvartal',
  quarterName: (quarter: number) => `Kvartal ${quarter}`,
  asked: 'Behövs',
  has: 'Finns',
  filled: 'Belastning',
  ofYear: 'Del av årets timmar',
  figures: {
    asked: 'Timmar som behövs',
    has: 'Timmar som finns',
    share: 'Belastning',
    over: 'Överbokade månader',
  },
  ofHas: (has: number) => `av\u00a0${formatNumber(has, 0)}`,
  idle: (count: number) =>
    `${plural(count, 'person', 'personer')} till kan ingå i team men har inga timmar och inga rader det här året.`,
  unstaffed: (count: number, hours: number) =>
    `${plural(count, 'rad', 'rader')} saknar team: ${formatNumber(hours, 0)} timmar ligger inte på någon.`,
  none: 'Ingen motsvarar filtret',
  noneText: 'Ändra eller rensa filtret.',
  nobody: 'Ingen har timmar eller uppföljningar än',
  nobodyText: 'Sätt timmar under Bemanning, och team på planens rader, så syns belastningen här.',
  toHours: 'Ändra timmarna under Bemanning',
}

/** The rows a link of the wheel or of a person leads to. */
export const placedTexts = {
  label: 'Tid',
  all: 'Månad eller halvår',
  month: 'Bara med månad',
  half: 'Bara med halvår',
  person: 'I teamet',
  allPeople: 'Alla',
  noArea: 'Utan verksamhetsområde',
}
