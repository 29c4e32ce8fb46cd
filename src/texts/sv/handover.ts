import { listOf } from '#kernel/swedish.ts'

/** What a kind of work is called, one and many. */
export const workWords = {
  followUp: { one: 'uppföljning', many: 'uppföljningar', title: 'Uppföljningar' },
  planned: { one: 'planerad uppföljning', many: 'planerade uppföljningar', title: 'Planerade uppföljningar' },
  action: {
    one: 'åtgärd att kontrollera',
    many: 'åtgärder att kontrollera',
    title: 'Åtgärder att kontrollera',
  },
  duty: { one: 'skyldighet', many: 'skyldigheter', title: 'Skyldigheter' },
  agreementWork: {
    one: 'överenskommelse att skriva',
    many: 'överenskommelser att skriva',
    title: 'Överenskommelser att skriva',
  },
  register: { one: 'uppgift i ett register', many: 'uppgifter i register', title: 'Uppgifter i register' },
  request: { one: 'begärt underlag', many: 'begärda underlag', title: 'Begärda underlag' },
} as const
type Kind = keyof typeof workWords

export const partNames: Readonly<Record<string, string>> = {
  lead: 'Leder',
  member: 'Deltar',
  second: 'Deltar',
  mas: 'MAS',
  mar: 'MAR',
  sas: 'SAS',
}

/** "2 uppföljningar, 1 skyldighet": none of a kind is left out. */
export function countedWork(counts: Readonly<Partial<Record<Kind, number>>>): string {
  // The keys of the counts are kinds.
  const some = (Object.keys(workWords) as Kind[]).filter((kind) => (counts[kind] ?? 0) > 0)
  return listOf(some.map((kind) => words(kind, counts[kind] ?? 0)))
}

function words(kind: Kind, count: number): string {
  return `${count} ${count === 1 ? workWords[kind].one : workWords[kind].many}`
}

/** A notice holds a sentence: what does not fit is counted. */
const longest = 280

function notice(leaver: string, work: readonly { title: string }[]): string {
  const head = `Du tar över ${work.length === 1 ? 'en uppgift' : `${work.length} uppgifter`} efter ${leaver}: `
  let text = head
  for (const [at, { title }] of work.entries()) {
    const left = work.length - at
    const next = `${at === 0 ? '' : '; '}${title}`
    if ((text + next).length > longest) return `${text}${at === 0 ? '' : ' '}och ${left} till.`
    text += next
  }
  return `${text}.`
}

export const handOverTexts = {
  title: 'Överlämna arbete',
  lead: 'När någon slutar eller byter uppdrag behöver arbetet en ny person. Här syns vilka det gäller och vad som är kvar.',
  show: 'Visa',
  kind: 'Typ',
  shows: { leaving: 'De som slutar', all: 'Alla med uppgifter' },
  search: 'Sök namn eller yrke',
  filter: 'Filtrera personer',
  name: 'Namn',
  profession: 'Yrke',
  ends: 'Sista dag',
  hasLeft: 'Har slutat',
  leavesSoon: 'Slutar snart',
  noEnd: 'Inget slutdatum',
  left: 'Kvar',
  whatIsLeft: 'Vad som är kvar',
  nothing: 'Inget kvar',
  emptyTitle: 'Ingen slutar inom en månad',
  emptyText: 'Ska någon byta uppdrag? Välj Alla med uppgifter för att lämna över arbete från vem som helst.',
  source: 'Uppsikt, arbete att lämna över',
  // one person
  oneTitle: (name: string) => `Överlämna arbete från ${name}`,
  hasLeftOn: (day: string) => `Har slutat. Sista dagen var ${day}.`,
  leavesOn: (day: string) => `Sista dagen är ${day}.`,
  leadOne: 'Välj vad som ska lämnas över och till vem. Det som redan är gjort behåller sitt namn.',
  ownDrafts: (count: number) =>
    `Du har ${count === 1 ? 'ett eget utkast' : `${count} egna utkast`} som inte är skickat. Ingen annan kan se ${count === 1 ? 'det' : 'dem'}: skicka eller ta bort ${count === 1 ? 'det' : 'dem'} innan du slutar.`,
  doneTitle: 'Allt är överlämnat',
  doneText: (name: string) => `Inget arbete står längre på ${name}.`,
  what: 'Uppgift',
  unit: 'Enhet',
  area: 'Verksamhetsområde',
  board: 'Nämnd',
  due: 'Senast',
  part: 'Roll',
  choose: 'Välj',
  chooseRow: (title: string) => `Lämna över ${title}`,
  receiver: 'Ny ansvarig',
  receiverHint: 'Tar över allt du har valt, om du inte delar upp det nedanför.',
  chooseReceiver: 'Välj person',
  split: 'Dela upp på flera personer',
  splitHint: 'Lämna tomt där den nya ansvariga ovan ska ta över. Område går före typ av uppgift.',
  byKind: 'Efter typ av uppgift',
  byArea: 'Efter verksamhetsområde',
  same: 'Samma som ovan',
  reason: 'Varför',
  reasonHint: 'Syns i historiken för varje uppgift, till exempel Byter tjänst den 1 december.',
  review: 'Granska',
  reviewTitle: 'Granska innan du lämnar över',
  reviewLead: (count: number) =>
    `${count === 1 ? 'En uppgift byter' : `${count} uppgifter byter`} ansvarig på en gång. Går det inte med någon av dem ändras ingen.`,
  to: 'Till',
  confirm: 'Lämna över',
  change: 'Ändra',
  done: (count: number) =>
    `${count === 1 ? 'En uppgift är överlämnad.' : `${count} uppgifter är överlämnade.`}`,
  warnings: 'Att tänka på',
  missingRoles: (title: string, roles: string) => `${title}: teamet saknar ${roles} efter överlämningen.`,
  singleProfession: (title: string) => `${title}: alla i teamet har samma yrke efter överlämningen.`,
  biasAnew: 'Den som tar över en uppföljning får lämna sin egen jävsdeklaration.',
  oneNotice: 'Den nya ansvariga får ett besked med hela listan.',
  history: 'Tidigare överlämningar',
  historyRow: (rows: number, receivers: string) =>
    `${rows === 1 ? 'En uppgift' : `${rows} uppgifter`} till ${receivers}`,
  notice,
  // the account's page
  remains: 'Arbete som är kvar',
  remainsNone: 'Inget arbete står på personen.',
  remainsLead: (counts: string) => `Personen har kvar ${counts}.`,
  remainsNext:
    'När kontot stängs får kvalitetsstrategen besked om att lämna över arbetet. Åtkomsten upphör direkt.',
  remainsUnit: 'Begärda underlag går tillbaka till enhetschefen när kontot stängs.',
  open: 'Lämna över arbetet',
  strategistNotice: (name: string) => `${name} har slutat. Arbete är kvar att lämna över`,
  requestsBack: (name: string) =>
    `${name} kan inte längre logga in. Det ${name} skulle lämna in är tillbaka hos dig`,
}
