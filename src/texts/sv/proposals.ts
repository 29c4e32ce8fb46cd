import type { Assumptions } from '#kernel/assumptions.ts'
import { monthNames } from '#kernel/dates.ts'
import { formatNumber, formatPercent, listOf, plural } from '#kernel/swedish.ts'
import { everyText } from './plans.ts'

export const proposalStateNames = {
  queued: 'Väntar på sin tur',
  working: 'Räknas fram',
  ready: 'Klart',
  impossible: 'Ingen plan går ihop',
  failed: 'Blev inte klart',
} as const

export const faultTexts: Readonly<Record<string, string>> = {
  stopped: 'Förslaget stoppades innan det började räknas fram.',
  noPlanInTime:
    'Ingen plan som håller alla regler hittades på tiden, och det är inte visat att det saknas en. Räkna igen med mer tid.',
  brokeOff: 'Arbetet avbröts flera gånger och gavs upp. Räkna fram förslaget igen.',
  broke: 'Något gick fel hos oss när förslaget räknades fram. Försök igen.',
}

export const proposalTexts = {
  tab: 'Förslag',
  title: 'Förslag till plan',
  lead: 'Uppsikt räknar fram vilken månad och hur djupt varje enhet följs upp, och vilka som gör det, så att alla regler hålls inom de timmar som finns. Planen ändras först när du tar över ett förslag.',
  notDraft: 'Planen är inte ett utkast. Förslag kan räknas fram igen när en ny version har påbörjats.',
  rulesLink: 'Ändra vad förslagen räknar med',
  // the form
  ask: 'Räkna fram ett förslag',
  askLead:
    'Lämna allt som det är för ett förslag efter de regler och timmar som gäller nu. Ändra en sak i taget för att se vad den betyder.',
  name: 'Namn på förslaget',
  nameHint: 'Utan namn får det namn efter vad som antas.',
  addedProfession: 'En person till',
  addedNone: 'Ingen',
  addedHours: 'Den personens timmar en hel månad',
  addedHoursHint: 'Högst 300. Sommarmånaderna blir kortare enligt månadsprofilen.',
  inDepthEvery: 'Fördjupad uppföljning',
  inDepthAsSet: 'Som områdena är inställda',
  noJuly: 'Ingen uppföljning i juli',
  reserve: 'Reserv för händelser, procent av timmarna',
  reserveHint: (set: number) => `Ett helt tal från 0 till 90. Tomt: ${set} %, som nämnden har ställt in.`,
  keepMonths: 'Behåll månaden för de rader som redan har en i utkastet',
  seconds: 'Räkna högst så här många sekunder',
  secondsHint:
    'Ett helt tal från 5 till 1 800. En första plan finns nästan genast. Resten av tiden går åt till att göra den bättre.',
  gap: 'Nöj dig när planen är så här nära den bästa möjliga, procent',
  gapHint: 'Från 0 till 50. 1 är bra för de flesta. Ett mindre tal tar längre tid.',
  go: 'Räkna fram förslaget',
  asked: 'Förslaget räknas fram.',
  // the list
  list: 'Förslag som finns',
  none: 'Inga förslag än',
  noneText: 'Räkna fram ett förslag, så visas det här tillsammans med de andra.',
  columnName: 'Förslag',
  columnState: 'Läge',
  columnBroken: 'Brutna regler',
  columnGap: 'Från den bästa möjliga',
  columnSeconds: 'Sekunder',
  columnBy: 'Begärt',
  takenOver: 'Övertaget',
  compare: 'Jämför två förslag',
  compareFirst: 'Första förslaget',
  compareSecond: 'Andra förslaget',
  compareGo: 'Jämför',
  fewToCompare: 'Det finns inte två förslag att jämföra',
  fewToCompareText:
    'Räkna fram minst två förslag, till exempel med olika många personer. Då kan de ställas sida vid sida här.',
  // one of them
  back: 'Alla förslag',
  aheadText: (ahead: number) => `Just nu kan ${plural(ahead, 'förslag', 'förslag')} räknas fram före.`,
  waitingText:
    'Ett förslag räknas fram i taget, och de som väntar turas om. Det här börjar när det är dess tur.',
  progress: 'Räknat',
  progressOf: (seconds: number, most: number) =>
    `${formatNumber(seconds, 0)} av högst ${formatNumber(most)} sekunder`,
  firstThere: (followUps: number, broken: number) =>
    broken === 0
      ? `En första plan med ${plural(followUps, 'uppföljning', 'uppföljningar')} finns och håller alla regler. En bättre söks.`
      : `En första plan med ${plural(followUps, 'uppföljning', 'uppföljningar')} finns. Den bryter ${plural(broken, 'regel', 'regler')}, så en bättre söks.`,
  explaining:
    'Ingen plan håller alla regler. Nu söks vilka regler som krockar och vad som minst behöver ändras.',
  gapText: (share: number) =>
    share < 0.0005
      ? 'Ingen bättre plan finns.'
      : `Den bästa möjliga planen kan vara högst ${formatPercent(share, 1)} bättre.`,
  stopping: 'Förslaget stoppas, och det bästa hittills behålls.',
  stop: 'Stoppa och behåll det bästa hittills',
  stopShort: 'Stoppa',
  stopped: 'Förslaget stoppas om någon sekund.',
  showNow: 'Visa läget nu',
  refreshes: 'Sidan hämtas om av sig själv. Du kan lämna den: arbetet går vidare.',
  kept: 'Brutna regler',
  keptAll: 'Alla regler hålls',
  keptText: 'Kontrollerat av ett program som inte delar något med det som räknar fram planen.',
  brokenText: (count: number) =>
    `${plural(count, 'regel bryts', 'regler bryts')}. Förslaget kan inte tas över.`,
  followUps: 'Uppföljningar',
  hours: 'Timmar',
  ofHours: (has: number) => `av\u00a0${formatNumber(has, 0)}`,
  gapLabel: 'Från den bästa möjliga',
  riskLabel: 'Risk som följs upp',
  highRisk: 'Hög risk som följs upp',
  ofCount: (count: number, all: number) => `${formatNumber(count)} av ${formatNumber(all)}`,
  movedLabel: 'Flyttade från den beslutade planen',
  byYear: 'År för år',
  riskShort: 'Täckt risk',
  highShort: 'Hög risk',
  hoursShort: 'Timmar',
  hasShort: 'Finns',
  withoutShort: 'Utan',
  year: 'År',
  inDepth: 'Fördjupade',
  extra: 'Extra',
  without: 'Utan uppföljning',
  byRole: 'Timmar per roll och år',
  role: 'Roll',
  byQuarter: 'Belastning per kvartal',
  quarter: 'Kvartal',
  quarterName: (quarter: number, year: number) => `Kvartal ${quarter}, ${year}`,
  load: 'Belastning',
  planned: 'Planerade timmar',
  available: 'Timmar efter reserven',
  byPerson: 'Timmar per person',
  person: 'Person',
  profession: 'Yrke',
  fullest: 'Fullaste månaden',
  fullestText: (month: string, share: number) =>
    `${monthNames[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}, ${formatPercent(share)}`,
  // what was supposed and left out
  supposed: 'Vad förslaget utgår från',
  asRules: 'Gällande regler, timmar och inställningar.',
  notesTitle: 'Att veta om förslaget',
  // the rows
  rows: 'Uppföljningarna i förslaget',
  search: 'Sök enhet',
  filter: 'Filtrera uppföljningarna',
  area: 'Område',
  allAreas: 'Alla områden',
  allYears: 'Alla år',
  depth: 'Djup',
  allDepths: 'Alla djup',
  kind: 'Slag',
  allKinds: 'Alla slag',
  month: 'Månad',
  allMonths: 'Alla månader',
  everybody: 'Alla personer',
  when: 'När',
  unit: 'Enhet',
  team: 'Team',
  risk: 'Risk',
  kindNames: { annual: 'Årets uppföljning', extra: 'Extra för hög risk' } as const,
  noRows: 'Inga uppföljningar passar filtret',
  noRowsText: 'Ta bort något i filtret för att se fler.',
  clear: 'Visa alla',
  source: 'Förslag till plan för verksamhetsuppföljning',
  // without
  withoutTitle: (count: number) => `Utan uppföljning: ${plural(count, 'enhet och år', 'enheter och år')}`,
  why: 'Varför',
  whyNames: {
    share:
      'Området ska bara följa upp en andel av enheterna, och andra har högre risk eller har väntat längre.',
    area: 'Området följs upp som helhet. Lägg in raden för hand.',
    none: 'Området kräver ingen uppföljning varje år.',
    exception: 'Undantagen genom beslut.',
    operation: 'Inte i drift, eller så nystartad eller nära sitt slut att inget krävs det året.',
    passed: 'Året har gått utan uppföljning.',
    undecided: 'Stod inte i den beslutade planen för året som pågår.',
  } as const,
  // impossible
  impossible: 'Ingen plan kan hålla alla regler',
  impossibleText:
    'Det är visat, inte bara antaget. Här är reglerna som krockar och vad som minst behöver ändras.',
  impossibleCut:
    'Sökandet efter orsaken stoppades. Räkna fram förslaget igen med mer tid för att få veta vad som krockar.',
  depthFirst:
    'Utan historik är alla enheter skyldiga en fördjupad uppföljning redan första planåret. Undanta en del av dem det året med ett beslut, så blir de skyldiga året efter.',
  depthLink: 'Undanta fördjupade uppföljningar',
  conflict: 'Det här går inte ihop',
  waiver: 'Något av detta räcker',
  change: 'Ändra',
  places: {
    hours: 'Bemanning',
    rules: 'Planeringsregler',
    unit: 'Enheten',
    owed: 'Undantag, många på en gång',
    meetings: 'Sammanträden',
    plan: 'Planens rader',
  } as const,
  // taking over
  take: 'Ta över förslaget',
  takeText: (added: number) =>
    `Förslagets ${plural(added, 'uppföljning', 'uppföljningar')} skrivs in i utkastet i stället för de planerade uppföljningar av enheter som står där nu. Teman, återbesök, åtgärder och annat som är inlagt för hand ligger kvar. Det som redan har påbörjats ändras inte. Oanmälda besök får bara halvår.`,
  takeReason: 'Skäl som sparas i planens ändringslogg',
  takeReasonHint:
    'Skälet står också i beslutet när en beslutad plan ändras, och beslutet kan läsas av alla. Skriv inget om risken vid en enhet.',
  takeReasonUsual: 'Ett framräknat förslag togs över.',
  takeGo: 'Ta över',
  draftChanged: 'Utkastet har ändrats sedan förslaget räknades fram',
  draftChangedText:
    'Förslaget tar inte hänsyn till de ändringarna, och planerade uppföljningar av enheter skrivs över. Räkna fram ett nytt förslag, eller ta över det här ändå.',
  groundChanged: 'Underlaget är ett annat i dag',
  groundChangedText:
    'Timmar, inställningar, risker, enheter eller rader i planen har ändrats sedan förslaget räknades fram. Det håller reglerna som de var då. Räkna fram ett nytt förslag om ändringen spelar roll.',
  changedNow:
    'Utkastet ändrades medan du tittade på sidan. Inget är övertaget. Se efter vad som har ändrats, och välj sedan.',
  again: 'Räkna fram ett nytt förslag',
  seeDraft: 'Se utkastet',
  takeAnyway: 'Ta över ändå',
  takenText: (when: string) => `Förslaget togs över ${when}.`,
  taken: (result: { added: number; changed: number; removed: number; same: number }) =>
    `Förslaget är övertaget: ${formatNumber(result.added)} nya rader, ${formatNumber(result.changed)} ändrade, ${formatNumber(result.removed)} borttagna och ${formatNumber(result.same)} som stod rätt redan.`,
  // comparing
  compareTitle: 'Jämför förslag',
  compareLead: 'Samma frågor om båda, och allt som skiljer.',
  what: 'Vad',
  differs: 'Det som skiljer',
  difference: 'Skillnad',
  sameTitle: 'Förslagen är lika',
  sameText: 'Varje enhet följs upp samma månad och lika djupt i båda.',
  differenceNames: {
    moved: 'Annan månad',
    depth: 'Annat djup',
    added: 'Bara i det andra',
    dropped: 'Bara i det första',
  } as const,
  countsText: (counts: { moved: number; depth: number; added: number; dropped: number; same: number }) =>
    `${formatNumber(counts.moved)} i en annan månad, ${formatNumber(counts.depth)} med annat djup, ${formatNumber(counts.added)} bara i det andra, ${formatNumber(counts.dropped)} bara i det första och ${formatNumber(counts.same)} lika.`,
  chooseTwo: 'Välj två färdiga förslag att jämföra.',
  cost: 'Kostnad enligt målen (lägre är bättre)',
  // facts
  facts: 'Om beräkningen',
  askedBy: 'Begärt av',
  solver: 'Beräknat med',
  tookSeconds: 'Tid',
  secondsText: (seconds: number) => `${formatNumber(seconds, 1)} sekunder`,
  limits: 'Gränser',
  limitsText: (seconds: number, gap: number) =>
    `högst ${formatNumber(seconds)} sekunder, ${formatPercent(gap, 1)} från den bästa möjliga`,
  hash: 'Underlagets kontrollsumma',
  /** "En MAS till, 40 timmar i månaden, utan juli" */
  nameOf: (given: Assumptions): string => {
    const parts = supposedOf(given)
    const text = parts.join(', ')
    return text === '' ? 'Som reglerna är' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`
  },
  supposedOf: (given: Assumptions) => supposedOf(given),
  addedPerson: (profession: string) => (profession ? `Tillkommande ${profession}` : 'Tillkommande person'),
}

function supposedOf(given: Assumptions): string[] {
  return [
    given.addedHours > 0
      ? `en ${given.addedProfession} till, ${formatNumber(given.addedHours)} timmar i månaden`
      : '',
    given.inDepthEvery === null ? '' : `fördjupat ${everyText(given.inDepthEvery)}`,
    given.noJuly ? 'utan juli' : '',
    given.reservePercent === null ? '' : `reserv ${given.reservePercent} %`,
    given.keepMonths ? 'med utkastets månader' : '',
  ].filter(Boolean)
}

type Note =
  | { code: 'hoursCopied'; year: number; people: number }
  | { code: 'noHours'; year: number; people: number }
  | { code: 'noMeetings'; year: number }
  | { code: 'byHand'; rows: number; hours: number }
  | { code: 'obligations'; units: number }
  | { code: 'unknownDepth'; units: number }
  | { code: 'areasByHand'; areas: string[] }
  | { code: 'missingProfession'; role: string }

/** What was not asked of the computing, or was supposed for want of figures, each in a sentence. */
export function noteText(note: Note): string {
  if (note.code === 'hoursCopied')
    return `${plural(note.people, 'person', 'personer')} saknar timmar för ${note.year}. Förslaget räknar med samma timmar som det senaste året som har några.`
  if (note.code === 'noHours')
    return `${plural(note.people, 'person', 'personer')} har inga timmar alls för ${note.year} och är inte med i förslaget det året.`
  if (note.code === 'noMeetings')
    return `Nämndens sammanträden för ${note.year} är inte inlagda, så antalet rapporter per sammanträde prövas inte det året.`
  if (note.code === 'byHand')
    return `${plural(note.rows, 'rad', 'rader')} i planen läggs för hand och ligger kvar: teman, återbesök, åtgärder, egenkontroll och hela områden. Deras ${formatNumber(note.hours, 0)} timmar är borträknade för dem som står i teamet.`
  if (note.code === 'obligations')
    return `${plural(note.units, 'enhet', 'enheter')} har avtal med en egen uppföljningsplan. Avtalets sista månad gick inte att förena med tiden sedan förra uppföljningen, så se efter själv att månaden passar.`
  if (note.code === 'unknownDepth')
    return `${plural(note.units, 'enhet', 'enheter')} har ingen tidigare uppföljning här, så en fördjupad är på tur redan första året. Ska några vänta beslutar ni om undantag på sidan Vad vi är skyldiga.`
  if (note.code === 'areasByHand')
    return `${listOf(note.areas)} följs upp som helhet. Den raden lägger du in för hand.`
  return `Ingen med yrket ${note.role} har timmar, men uppföljningar kräver det.`
}

export const calculationTexts = {
  title: 'Vad förslag till planer räknar med',
  lead: 'Gäller när ett förslag räknas fram. Det som redan är planerat ändras inte.',
  reserve: 'Reserv för händelsestyrda uppföljningar, procent av allas timmar',
  between: 'Minst så många månader mellan två uppföljningar av samma enhet',
  professions: 'Minst så många olika yrken i varje team',
  reports: 'Högst så många fördjupade rapporter till ett sammanträde',
  within: (least: number, most: number) =>
    `Ett helt tal från ${formatNumber(least)} till ${formatNumber(most)}.`,
  extra: 'Extra uppföljning önskas från risk',
  extraNames: { 1: '1', 2: '2', 3: '3', 4: '4', 5: '5', 6: 'Ingen extra uppföljning' } as const,
  profile: 'Månadsprofil: procent av en hel månads timmar',
  profileHint: 'Hela tal från 0 till 200. Används för en person som läggs till i ett förslag.',
  save: 'Spara vad förslag räknar med',
  saved: 'Inställningarna är sparade.',
}
