import type {
  Action,
  DisposalState,
  HeldReason,
  HoldGround,
  Kind,
  PreservedKind,
  TraceKind,
} from '#modules/disposals/rules.ts'
import { formatNumber, plural } from '#kernel/swedish.ts'

export const kindNames: Readonly<Record<Kind, string>> = {
  handIn: 'Inlämnade handlingar',
  evidence: 'Underlag i protokoll',
  protocolNotes: 'Anteckningar i protokoll',
  registerEntry: 'Borttagna registerposter',
  import: 'Inlästa filer',
  notice: 'Besked',
  mail: 'Kvittenser på e-post',
  signIn: 'Avslutade inloggningar och länkar',
  draft: 'Egna utkast',
  proposal: 'Förslag till planer',
}

/** What is disposed of, and from which event its years are counted. */
export const kindTexts: Readonly<Record<Kind, { what: string; event: string }>> = {
  handIn: {
    what: 'Filer som utförare har lämnat in till en uppföljning, med deras meddelanden.',
    event: 'uppföljningen avslutades',
  },
  evidence: {
    what: 'Iakttagelser, intervjuer och filer som bedömningarna vilade på.',
    event: 'uppföljningen avslutades',
  },
  protocolNotes: {
    what: 'Teamets anteckningar krav för krav. Det som blev bedömning finns kvar i den fastställda bedömningen.',
    event: 'uppföljningen avslutades',
  },
  registerEntry: {
    what: 'Poster som har tagits bort ur ett register, med filer och ändringar.',
    event: 'posten togs bort',
  },
  import: {
    what: 'Filer som har lästs in och deras rader. Det som lästes in finns kvar.',
    event: 'filen lästes in',
  },
  notice: { what: 'Besked i Uppsikt om att något har hänt.', event: 'beskedet skickades' },
  mail: { what: 'Uppgift om skickad e-post, med adress och ämne.', event: 'e-posten skapades' },
  signIn: {
    what: 'Inloggningar och länkar som inte längre gäller. Den senaste inloggningen till ett öppet konto är kvar.',
    event: 'inloggningen eller länken upphörde',
  },
  draft: { what: 'Text som någon skrev men aldrig skickade.', event: 'utkastet sparades' },
  proposal: {
    what: 'Framräknade förslag till planer som ingen tog över. Övertagna förslag finns kvar som skäl till planens rader.',
    event: 'planens sista år tog slut',
  },
}

export const preservedNames: Readonly<Record<PreservedKind, string>> = {
  assessment: 'Fastställda bedömningar, med alla versioner',
  paper: 'Rapporter, tjänsteskrivelser, planer, kallelser, utdrag och gallringsbevis',
  decision: 'Beslut, protokollsuppgifter och delegationsbeslut',
  register: 'Diariet: ärenden och handlingarnas nummer, rubrik och datum',
  log: 'Loggen över vem som gjorde vad',
  locked: 'Handlingar som förvaras låsta',
}

export const stateNames: Readonly<Record<DisposalState, string>> = {
  proposed: 'Väntar på beslut',
  withdrawn: 'Återtagen',
  rejected: 'Avslagen',
  approved: 'Godkänd, utförs',
  working: 'Utförs',
  done: 'Gallrad',
  failed: 'Kunde inte utföras',
}

export const actionNames: Readonly<Record<Action, string>> = { preserve: 'Bevaras', dispose: 'Gallras' }

export const heldNames: Readonly<Record<HeldReason, string>> = {
  hold: 'Ärendet är undantaget från gallring',
  release: 'En begäran om att få ut handlingar är öppen',
  finding: 'En brist är inte avslutad',
  matter: 'Ärendet pågår',
}

export const groundNames: Readonly<Record<HoldGround, string>> = {
  appeal: 'Överklagande eller tvist',
  supervision: 'Tillsyn',
  research: 'Forskning eller lagkrav på att bevara',
  other: 'Annat skäl',
}

const rows = (count: number) => `${formatNumber(count)} ${plural(count, 'uppgift', 'uppgifter')}`

export const disposalTexts = {
  title: 'Gallring',
  lead: 'Det som har legat sin tid tas bort för gott, efter nämndens regler och av två personer.',
  propose: 'Föreslå gallring',
  rules: 'Gallringsregler',
  holds: 'Undantag',
  filter: 'Filtrera gallringar',
  search: 'Sök på namn eller nämnd',
  state: 'Läge',
  allStates: 'Alla lägen',
  kind: 'Slag',
  allKinds: 'Alla slag',
  number: 'Nummer',
  board: 'Nämnd',
  proposedBy: 'Föreslogs av',
  decidedBy: 'Beslutades av',
  amount: 'Uppgifter',
  disposedCount: 'Gallrade',
  heldCount: 'Kvar',
  proposedAt: 'Föreslogs',
  decidedAt: 'Beslutades',
  endedAt: 'Gallrades',
  emptyTitle: 'Inga gallringar',
  emptyText: 'När någon har föreslagit en gallring visas den här.',
  noHitTitle: 'Inga gallringar stämmer med urvalet',
  noHitText: 'Ändra sökningen eller välj ett annat läge.',
  all: 'Visa alla gallringar',

  // choosing and the dry run
  newTitle: 'Föreslå gallring',
  newLead: 'Granska först vad som skulle gallras. Inget tas bort förrän någon annan har godkänt.',
  ready: 'Att gallra',
  heldBack: 'Hålls kvar',
  rule: 'Regel',
  noRule: 'Inget beslut: bevaras',
  afterYears: (years: number, event: string) => `${years} år efter att ${event}`,
  decidedLine: (by: string, on: string, reference: string) => `${by}, ${on}, ${reference}`,
  open: (number: number) => `Förslag ${number} väntar`,
  review: 'Granska',
  dryTitle: (kind: string) => `${kind} att gallra`,
  dryLead: (before: string) => `Det som hände före ${before} och inte behöver hållas kvar.`,
  dryEmpty: 'Inget har legat sin tid',
  dryEmptyText: 'Kom tillbaka senare, eller välj ett annat slag.',
  itemsTitle: 'Det som gallras',
  heldTitle: 'Det som hålls kvar',
  heldLead: 'Detta har legat sin tid men får inte gallras nu.',
  item: 'Vad',
  happenedOn: 'Tiden räknas från',
  why: 'Varför',
  most: (count: number) =>
    `Högst ${formatNumber(count)} rader åt gången visas. Resten kommer i nästa förslag.`,
  note: 'Anteckning till den som beslutar',
  noteHint: 'Till exempel vad du har kontrollerat.',
  backupDays: 'Säkerhetskopior sparas, dagar',
  backupDaysHint: 'Fråga den som sköter driften. Gallringsbeviset talar om hur länge kopior kan finnas kvar.',
  send: 'Skicka för godkännande',
  sent: 'Förslaget är skickat. Någon annan behöver godkänna det.',
  noticeProposed: (kind: string) => `En gallring väntar på ditt beslut: ${kind.toLowerCase()}`,

  // one disposal
  oneTitle: (number: number, kind: string) => `Gallring ${number}: ${kind}`,
  before: 'Hände före',
  backups: 'Säkerhetskopior',
  backupsDays: (days: number) => (days === 0 ? 'Görs inte' : `Sparas i ${formatNumber(days)} dagar`),
  backupsUntil: (day: string) => `Kan innehålla uppgifterna till och med ${day}`,
  certificate: 'Gallringsbevis',
  reason: 'Skäl',
  approve: 'Godkänn gallringen',
  approveTitle: 'Godkänn gallringen',
  approveText: (count: number) =>
    `${rows(count)} tas bort för gott. Det går inte att ångra. Bara nummer, rubrik och datum blir kvar.`,
  approved: 'Gallringen är godkänd och utförs inom någon minut.',
  reject: 'Avslå',
  rejected: 'Förslaget är avslaget. Inget är gallrat.',
  withdraw: 'Återta förslaget',
  withdrawn: 'Förslaget är återtaget. Inget är gallrat.',
  own: 'Du föreslog gallringen. Någon annan behöver ta ställning till den.',
  ownTitle: 'Väntar på en annan person',
  workingTitle: 'Gallringen utförs',
  workingText: 'Det tar någon minut. Ladda om sidan för att se gallringsbeviset.',
  failedTitle: 'Gallringen kunde inte utföras',
  failedText:
    'Inget är gallrat. Regeln kan ha ändrats efter beslutet, eller så avbröts arbetet flera gånger. Gör ett nytt förslag.',
  partsDisposed: 'Gallrat',
  keptOn: 'Hölls kvar',

  // rules
  rulesTitle: 'Gallringsregler',
  rulesLead: 'Nämndens beslut om vad som får gallras och när. Det som inte har något beslut bevaras.',
  change: 'Ändra',
  changeTitle: (kind: string, board: string) => `${kind}, ${board}`,
  suggestion: (years: number) =>
    `Förslag att utgå från: gallras efter ${years} år. Det gäller först när nämnden har beslutat.`,
  action: 'Vad ska ske?',
  years: 'Antal år',
  yearsHint: (event: string) => `Räknas från att ${event}. Behövs inte för det som bevaras.`,
  ground: 'Lagrum eller annat stöd',
  groundHint: 'Till exempel 10 § arkivlagen, eller numret i informationshanteringsplanen.',
  ruleDecidedBy: 'Beslutat av',
  decision: 'Beslut',
  ruleDecidedOn: 'Beslutsdag',
  reference: 'Diarienummer och paragraf',
  saveRule: 'Spara regeln',
  savedRule: 'Regeln är sparad.',
  preserved: 'Bevaras alltid',
  preservedLead: 'Detta gallras aldrig i Uppsikt, vilka regler som än finns.',
  history: 'Tidigare regler',
  since: 'Gällde från',
  until: 'till',
  recordedBy: 'Skrevs in av',

  // holds
  holdsTitle: 'Undantag från gallring',
  holdsLead: 'Ärenden som ingen får gallra något ur, vad reglerna än säger.',
  holdsEmpty: 'Inga undantag',
  holdsEmptyText:
    'Lägg till ett ärende som har överklagats, granskas av en tillsynsmyndighet eller ska bevaras.',
  placeHold: 'Lägg till undantag',
  matter: 'Ärende',
  chooseMatter: 'Välj ärende',
  holdGround: 'Skäl',
  holdReason: 'Förklara kort',
  holdNote: 'Förklaring',
  placed: 'Undantaget är sparat.',
  liftHold: 'Ta bort undantaget',
  liftReason: 'Varför behövs det inte längre?',
  lifted: 'Undantaget är borttaget.',
  placedBy: 'Lades till',

  // what remains where something was
  gone: 'Gallrad',
  goneBy: (number: number) => `Gallringsbevis ${number}`,
  notesGone:
    'Anteckningarna i protokollet är gallrade. Det som blev bedömning finns i den fastställda bedömningen.',
  goneTitle: 'Innehållet är gallrat',
  goneText: 'Innehållet är gallrat enligt nämndens beslut. Nummer, rubrik och datum finns kvar.',
  goneRest: 'Det är gjort enligt nämndens beslut. Rubrik och datum finns kvar.',

  // traces, by month
  traceOf: {
    notice: (month) => `Besked, ${month}`,
    mail: (month) => `Kvittenser på e-post, ${month}`,
    signIn: (month) => `Inloggningar och länkar, ${month}`,
    draft: (month) => `Egna utkast, ${month}`,
    proposal: (month) => `Förslag till planer som gällde till ${month}`,
  } satisfies Record<TraceKind, (month: string) => string>,

  // the certificate
  paperTitle: (number: number, kind: string) => `Gallringsbevis ${number}: ${kind}`,
  paperKind: 'Gallringsbevis',
  invented: 'Demokommun: enheter, utförare och personer är påhittade.',
  paperRule: 'Regel',
  paperWho: 'Vem som föreslog och beslutade',
  paperProposed: 'Föreslog',
  paperApproved: 'Godkände',
  paperDone: 'Gallrades',
  paperBy: (name: string, at: string) => `${name}, ${at}`,
  paperSystem: (at: string) => `${at}, av Uppsikt`,
  paperDisposed: 'Antal gallrade uppgifter',
  paperHeld: 'Antal uppgifter som hölls kvar',
  paperBackups: 'Säkerhetskopior',
  paperBackupsNone: 'Enligt uppgift görs inga säkerhetskopior.',
  paperBackupsUntil: (day: string) =>
    `Säkerhetskopior som gjordes före gallringen kan innehålla uppgifterna till och med ${day}.`,
  paperList: 'Förteckning',
  paperListLead: 'Kvar i Uppsikt är nummer, rubrik och datum, och hänvisningen hit.',
  paperHeldList: 'Hölls kvar',
  paperHeldLead: 'Detta hade legat sin tid men gallrades inte.',
  paperNone: 'Inget gallrades: allt i förslaget behövde hållas kvar när gallringen utfördes.',
} as const
