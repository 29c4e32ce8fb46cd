import { listOf, plural } from '#kernel/swedish.ts'

export const dutyStateNames = {
  open: 'Ska göras',
  done: 'Klar',
  waived: 'Undantagen',
  lapsed: 'Inte längre aktuell',
} as const

export const ownDutyLabel = 'Egen skyldighet'

/** How near it is, in words. On the day itself nothing is late. */
export function dueText(days: number): string {
  if (days === 0) return 'i dag'
  if (days === 1) return 'i morgon'
  if (days > 1) return `om ${plural(days, 'dag', 'dagar')}`
  return `${plural(-days, 'dag', 'dagar')} försenad`
}

export const dutyTexts = {
  // one's own list
  mineTitle: 'Att göra',
  mineLead: 'Det som är ditt att göra, i datumordning. Varje rad leder dit det görs.',
  overdue: 'Försenat',
  week: 'Den närmaste veckan',
  later: 'Längre fram',
  mineEmptyTitle: 'Du har inget att göra just nu',
  mineEmptyText: 'Här visas det som du eller din roll ansvarar för, i god tid före sista dagen.',
  weekEmpty: 'Inget ska vara klart den närmaste veckan.',
  elsewhere: (count: number) => `${plural(count, 'sak', 'saker')} hos andra är mer än en vecka sena`,
  seeAll: 'Visa alla skyldigheter',
  about: 'Om skyldigheten',
  calendarHint: 'Prenumerera på dina dagar i din kalender',
  // the list of the office
  title: 'Skyldigheter',
  lead: 'Allt som har ett sista datum: vad som ska göras, av vem och varför. Det som blir klart stryks av sig självt.',
  source: 'Uppsikt, skyldigheter',
  filter: 'Sök och välj',
  search: 'Sök på vad, enhet eller ansvarig',
  what: 'Vad',
  rule: 'Slag',
  allRules: 'Alla slag',
  state: 'Läge',
  late: 'Försenad',
  lateOnly: 'Bara försenade',
  allStates: 'Alla lägen',
  area: 'Verksamhetsområde',
  allAreas: 'Alla områden',
  unit: 'Enhet',
  allUnits: 'Alla enheter',
  owner: 'Ansvarig',
  allOwners: 'Alla ansvariga',
  month: 'Månad',
  allMonths: 'Alla månader',
  due: 'Senast',
  doneOn: 'Klar den',
  ground: 'Grund',
  proof: 'Visas av',
  emptyTitle: 'Inget att visa',
  emptyText: 'Ingen skyldighet stämmer med det du har valt. Välj ett annat läge eller rensa filtret.',
  decide: 'Lägg till en egen skyldighet',
  // one duty
  backToList: 'Skyldigheter',
  goThere: 'Gå dit det görs',
  roleOwner: (role: string) => `Alla med rollen ${role}`,
  decidedBy: 'Beslutad av kontoret',
  origin: 'Ursprung',
  firstSeen: 'Känd sedan',
  board: 'Nämnd',
  history: 'Vad som har hänt',
  historyEmpty: 'Inget har ändrats sedan den blev känd.',
  events: {
    moved: 'Sista dagen flyttad',
    owner: 'Ny ansvarig',
    done: 'Klar',
    reopened: 'Ska göras igen',
    waived: 'Undantagen',
    lapsed: 'Inte längre aktuell',
    decided: 'Beslutad',
  },
  fromTo: (was: string, became: string) => `Från ${was} till ${became}.`,
  nobody: 'alla med rollen',
  // what can be done
  settle: 'Markera som klar',
  settleText: 'Används när det är gjort på ett sätt som systemet inte kan se själv.',
  settleDone: 'Skyldigheten är markerad som klar.',
  settleNote: 'Vad visar att det är gjort?',
  settleNoteHint: 'Till exempel diarienummer, beslut eller vem som har kontrollerat.',
  doneWhen: 'Vilken dag blev det klart?',
  assign: 'Välj ansvarig',
  assignTo: 'Ansvarig',
  assignNobody: 'Alla med rollen',
  assignSave: 'Spara ansvarig',
  assigned: 'Ansvarig är ändrad.',
  assignedNotice: 'Du har fått ansvar för en skyldighet',
  waive: 'Besluta om undantag',
  waiveText: 'Den behöver då inte göras. Undantaget syns i historiken och kan tas tillbaka.',
  waiveReason: 'Varför behöver den inte göras?',
  waiveSave: 'Besluta om undantag',
  waived: 'Undantaget är beslutat.',
  takeBackSettled: 'Ta tillbaka att den är klar',
  takeBackWaiver: 'Ta tillbaka undantaget',
  takeBackText: 'Den ska då göras igen.',
  takeBackReason: 'Varför tas det tillbaka?',
  takenBack: 'Skyldigheten ska göras igen.',
  move: 'Flytta sista dagen',
  moveTo: 'Ny sista dag',
  moveReason: 'Varför flyttas dagen?',
  moved: 'Sista dagen är flyttad.',
  reason: 'Skäl',
  stale: 'Någon annan har ändrat skyldigheten. Läs det som gäller nu och gör om din ändring.',
  // one's own decision
  newTitle: 'Lägg till en egen skyldighet',
  newLead: 'För det som ska göras men som inte följer av avtal, plan eller regel i systemet.',
  newWhat: 'Vad ska göras?',
  newGround: 'Varför? Beslut, lag eller överenskommelse',
  newDue: 'Senast',
  newBoard: 'Nämnd',
  newSave: 'Lägg till',
  added: 'Skyldigheten är tillagd.',
}

export type ReminderCounts = { near: number; today: number; late: number; others: number }

/** "3 saker närmar sig, 1 är försenad": numbers only, so that a mail tells nothing of what it is about. */
export function reminderTitle(counts: ReminderCounts): string {
  const parts = [
    counts.near > 0 ? `${plural(counts.near, 'sak', 'saker')} närmar sig` : '',
    counts.today > 0 ? `${counts.today} ska vara ${counts.today === 1 ? 'klar' : 'klara'} i dag` : '',
    counts.late > 0 ? `${counts.late} är ${counts.late === 1 ? 'försenad' : 'försenade'}` : '',
    counts.others > 0
      ? `${counts.others} hos andra är ${counts.others === 1 ? 'försenad' : 'försenade'}`
      : '',
  ]
  const [first = '', ...rest] = parts.filter((part) => part !== '')
  return listOf([first.replace(/^(\d+) (ska|är|hos)/, '$1 $2'), ...rest])
}
