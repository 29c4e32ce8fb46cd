import { formatMonth, monthNames } from '#kernel/dates.ts'
import { capital, formatNumber, formatPercent, listOf, plural } from '#kernel/swedish.ts'
import { halfNames, roleInTeamNames } from './plans.ts'

/** What a strategist calls the rules of a plan; the keys are the planner's. */
export const ruleNames = {
  annual: 'En uppföljning om året',
  window: 'Månader som enheten får följas upp i',
  pinned: 'Låst månad',
  choiceSystem: 'Ny enhet i valfrihetssystemet',
  procured: 'Före beslut om avtalet',
  operation: 'Enheten i drift',
  inDepth: 'Turordning för fördjupad uppföljning',
  gap: 'Minsta tid mellan två uppföljningar',
  capacity: 'Timmar som finns',
  team: 'Team',
  boardReports: 'Rapporter till ett sammanträde',
  extra: 'Extra uppföljningar',
  executed: 'Det som är genomfört',
} as const

/** What better or worse is said of: the goals of the plan. */
export const goalWords = {
  riskEarly: 'hög risk tidigt på året',
  evenLoad: 'jämn belastning',
  extra: 'extra uppföljning vid hög risk',
  unchanged: 'att den beslutade planen ligger kvar',
} as const

export const whyTexts = {
  title: 'Varför ligger den här?',
  unknown:
    'Raden ingår inte i det som förslagen räknar på: det gäller teman, rader för ett område, andra nämnders enheter och enheter som inte ska följas upp det året. Radens timmar räknas ändå av från dem som är med i teamet.',
  removed: 'Raden är borttagen ur planen.',
  coarse:
    'Raden ligger i ett halvår, inte i en månad. Belastningen räknas som om sådana rader vore jämnt fördelade över halvåret.',
  noSteps: 'Ingen regel tar bort någon månad: den får ligga när som helst under året.',
  risk: (risk: number) => `Enheten har risk ${risk} av 5.`,
  load: (quarter: number, share: number, mean: number) =>
    `Kvartal ${quarter} tar ${formatPercent(share)} av de timmar som finns. Årets genomsnitt är ${formatPercent(mean)}.`,
  decided: (month: string) => `I den beslutade planen ligger den i ${formatMonth(month)}.`,
  next: (month: string, words: string) => `Näst bäst är ${nameOf(month)}. ${words}`,
  better: (month: string, words: string) => `${capital(nameOf(month))} vore ett bättre val. ${words}`,
  breaksHere: 'Det här stämmer inte där raden ligger nu',
  breaks: (rules: readonly string[]) => `Bryter: ${listOf(rules)}.`,
  noNext: 'Ingen annan månad håller alla regler.',
  months: (year: number) => `Andra månader ${year}`,
  halves: (year: number) => `Halvåren ${year}`,
  month: 'Månad',
  half: 'Halvår',
  goes: 'Går det?',
  effect: 'Vad det betyder',
  cost: 'Kostnad',
  costHint: 'Kostnaden väger ihop planens mål. Ett minus är bättre än i dag, ett plus är sämre.',
  here: 'Ligger här',
  can: 'Går',
  cannot: 'Bryter en regel',
  same: 'Ingen skillnad för planens mål.',
  goals: (better: readonly string[], worse: readonly string[]) =>
    capital(
      [
        better.length > 0 ? `bättre för ${listOf(better)}` : '',
        worse.length > 0 ? `sämre för ${listOf(worse)}` : '',
      ]
        .filter(Boolean)
        .join(', '),
    ) + '.',
  newTeam: (names: readonly string[]) => `Teamet blir ${listOf(names)}.`,
  noTeam: 'Ingen har tid. Teamet behöver väljas för hand.',
  move: 'Flytta hit',
  moveSaid: (name: string) => `: ${name}`,
  lock: 'Lås raden där den hamnar',
  halfName: (half: 1 | 2) => halfNames[half],
}

export const moveTexts = {
  title: (name: string) => `Flytta ${name}`,
  lead: (from: string) => `Ligger nu i ${from}. Inget är sparat än.`,
  to: (when: string) => `Till ${when}`,
  chooseMonth: 'Till vilken månad?',
  chooseHalf: 'Till vilket halvår?',
  choose: 'Välj',
  see: 'Visa vad det betyder',
  none: 'Välj en månad för att se vilka regler som bryts och vem som får för mycket att göra.',
  noneHalf: 'Välj ett halvår för att se vilka regler som bryts.',
  passed: 'månaden har passerat',
  sameTime: 'Raden ligger redan där.',
  fine: 'Inga regler bryts',
  breaks: (count: number) => `${plural(count, 'regel bryts', 'regler bryts')}`,
  overbooked: 'Får för mycket att göra',
  over: (name: string, hours: number, month: string) =>
    `${name}: ${formatNumber(Math.round(hours * 10) / 10)} timmar över det som finns i ${formatMonth(month)}`,
  mended: (rules: readonly string[]) => `Regler som hålls igen efter flytten: ${listOf(rules)}.`,
  goals: 'Planens mål',
  costIs: (cost: string) => `Planens kostnad ändras med ${cost}.`,
  teamTitle: 'Team',
  keep: (names: string) => (names ? `Behåll teamet: ${names}` : 'Lämna raden utan team'),
  change: (names: string) => `Byt till ${names}`,
  keepShort: 'Behåll teamet',
  changeShort: 'Byt team',
  reason: 'Skäl',
  reasonHint: 'Syns i planens ändringslogg och i skillnaden mot den beslutade versionen.',
  submit: 'Flytta',
  submitAnyway: 'Flytta ändå',
  lock: 'Lås raden till den nya månaden',
  lockHint: 'Förslag som räknas fram senare låter den ligga kvar.',
  isLocked: 'Raden är låst. Flyttas den, följer låset med.',
  isPrepared: 'Uppföljningen är redan förberedd. Dagen som är bestämd för den ändras inte här.',
  moved: 'Raden är flyttad.',
  movedNot: 'Raden låg redan där. Inget flyttades.',
  unknown: 'Raden ingår inte i det som reglerna prövas på. Den kan flyttas fritt.',
  notDraft: 'Planen är inte ett utkast. En rad flyttas i en ny version av planen.',
  back: 'Tillbaka till raden',
  stale: 'En kollega har ändrat raden sedan du öppnade sidan. Se efter vad som gäller nu och försök igen.',
}

export const lockTexts = {
  locked: 'Låst',
  lock: 'Lås raden',
  unlock: 'Lås upp raden',
  lockMany: 'Lås de valda',
  unlockMany: 'Lås upp de valda',
  lockedDone: (count: number) => `${plural(count, 'rad', 'rader')} ändrades.`,
  doneOne: 'Låset är ändrat.',
  filter: 'Lås',
  all: 'Låsta och olåsta',
  choices: { ja: 'Bara låsta', nej: 'Bara olåsta' },
  explain:
    'En låst rad ligger kvar i sin månad när nya förslag räknas fram och tas över. En rad som bara har ett halvår ligger kvar i halvåret.',
}

export const checkTexts = {
  title: 'Regler som bryts',
  lead: 'Utkastet som det är nu, prövat mot samma regler som förslagen räknas efter. Ett förslag som tas över bryter inga regler.',
  notice: (broken: number, over: number) =>
    [
      broken > 0 ? `${plural(broken, 'regel bryts', 'regler bryts')} i utkastet` : '',
      over > 0 ? `${plural(over, 'person har', 'personer har')} för många timmar någon månad` : '',
    ]
      .filter(Boolean)
      .join(', och ') + '.',
  see: 'Se vilka',
  seeAll: 'Pröva utkastet mot reglerna',
  none: 'Alla regler hålls',
  noneText: 'Inget i utkastet bryter mot reglerna, och ingen har fler timmar än vad som finns.',
  noneShown: 'Inget motsvarar filtret',
  noneShownText: 'Ändra eller rensa filtret.',
  clear: 'Rensa filtret',
  area: 'Verksamhetsområde',
  allAreas: 'Alla områden',
  fine: 'Utkastet bryter inga regler, och ingen har för många timmar.',
  meetingIn: (month: string) => `Sammanträdet i ${formatMonth(month)}`,
  source: 'Plan för verksamhetsuppföljning',
  rule: 'Regel',
  allRules: 'Alla regler',
  year: 'År',
  allYears: 'Alla år',
  search: 'Sök enhet',
  filter: 'Filtrera',
  unit: 'Enhet',
  when: 'När',
  what: 'Vad som är fel',
  overTitle: 'Personer med för många timmar',
  overLead: 'Timmar utöver dem som finns när reserven för händelser är avdragen.',
  person: 'Person',
  month: 'Månad',
  hours: 'För mycket',
  moreOver: (count: number) => `och ${plural(count, 'månad', 'månader')} till`,
  noOver: 'Ingen har fler timmar än vad som finns.',
  unset: (names: readonly string[]) =>
    `För ${listOf(names)} finns inga timmar inlagda, så det går inte att säga om det blir för mycket.`,
  unsetMany: (count: number) =>
    `För ${plural(count, 'person', 'personer')} finns inga timmar inlagda, så det går inte att säga om det blir för mycket.`,
  staffLink: 'Lägg in timmar',
  proposalLink: 'Räkna fram ett förslag som håller reglerna',
  export: 'Hämta listan',
  count: (count: number) => plural(count, 'regel bryts', 'regler bryts'),
}

/** What is wrong, of each rule; `amount` where the rule has one to tell. */
export const faultSentences: Readonly<Record<keyof typeof ruleNames, (amount?: number) => string>> = {
  annual: () => 'Enheten ska ha exakt en uppföljning det här året.',
  window: () => 'Månaden är ingen som uppföljningen får ligga i.',
  pinned: () => 'Uppföljningen ligger inte i den månad som är bestämd för den.',
  choiceSystem: () => 'Den första uppföljningen efter starten ligger utanför sin tid.',
  procured: () => 'Uppföljningen ligger utanför tiden före beslutet om avtalet.',
  operation: () => 'Enheten är inte i drift då.',
  inDepth: () => 'Djupet följer inte turordningen mellan fördjupade och grundläggande uppföljningar.',
  gap: (amount) =>
    amount
      ? `Det är ${plural(amount, 'månad', 'månader')} för kort tid sedan uppföljningen före.`
      : 'Det är för kort tid sedan uppföljningen före.',
  capacity: () => 'Timmarna räcker inte.',
  team: () => 'Teamet har andra roller, yrken eller timmar än vad som behövs.',
  boardReports: (amount = 0) =>
    `Nämnden får ${plural(amount, 'rapport', 'rapporter')} för mycket till sammanträdet.`,
  extra: () => 'Den extra uppföljningen får inte ligga där.',
  executed: () => 'Det som är genomfört finns inte i planen.',
}
export const teamFaults = {
  none: 'Raden har inget team.',
  missing: (roles: readonly string[]) => `Teamet saknar ${listOf(roles.map(inTeam))}.`,
}

export const boardTexts = {
  title: 'Månadstavla',
  lead: 'Välj Flytta vid en uppföljning. På en bred skärm kan du också dra den i prickarna vid namnet. Du får se vad det betyder innan något sparas.',
  noArea: 'Utan område',
  leadRead: 'Månad för månad och område för område.',
  area: 'Område',
  move: 'Flytta',
  moveSaid: (name: string) => ` ${name}`,
  drag: 'Dra till en annan månad',
  more: (count: number) => `och ${formatNumber(count)} till`,
  moreSaid: (area: string, when: string) => `, ${area}, ${when}`,
  all: 'Alla områden',
  sums: 'Alla',
  sum: (count: number, hours: number) => `${formatNumber(count)} st, ${formatNumber(hours)} tim`,
  dropped: (name: string, when: string) => `${name} dras till ${when}.`,
}

/** "Bättre för jämn belastning, sämre för hög risk tidigt på året." */
export function goalsText({
  better,
  worse,
}: {
  better: readonly string[]
  worse: readonly string[]
}): string {
  return better.length + worse.length === 0 ? whyTexts.same : whyTexts.goals(better, worse)
}

/** "medföljande", "MAS": as a role is said within a sentence. */
function inTeam(role: string): string {
  const name = Object.entries(roleInTeamNames).find(([key]) => key === role)?.[1] ?? role
  return role === 'lead' || role === 'second' ? name.toLowerCase() : name
}

function nameOf(month: string): string {
  return monthNames[Number(month.slice(5)) - 1] ?? ''
}
