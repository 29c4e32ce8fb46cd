import { formatDate, formatDateTime } from '#kernel/dates.ts'
import { plural } from '#kernel/swedish.ts'

type Decided = { paragraph: string; decidedOn: string; wording: string }
const where = ({ paragraph, decidedOn }: Decided) =>
  `${formatDate(decidedOn)}${paragraph ? `, ${paragraph}` : ''}`
const said = ({ wording }: Decided) => (wording ? `: ${wording}` : '.')

/** What a board's decision leaves on the plan's page. */
export const decisionTexts = {
  rejected: (decided: Decided) => `Nämnden avslog förslaget ${where(decided)}${said(decided)}`,
  referredBack: (decided: Decided) => `Nämnden återremitterade planen ${where(decided)}${said(decided)}`,
  told: (decided: Decided) =>
    `Nämnden bordlade eller noterade planen ${where(decided)}${said(decided)} Lägg den på nästa sammanträde.`,
  notHandedOver: (decided: Decided) =>
    `Nämnden har beslutat om planens handling ${where(decided)}, men planen var inte lämnad för beslut och kan ha ändrats sedan dess. Jämför med handlingen och registrera beslutet under Beslut.`,
  withdrawn: (decided: Decided) =>
    `Utfallet rättades innan protokollet justerades. Det som gäller är nämndens beslut ${where(decided)}${said(decided)}`,
  decidedBefore: (note: string) =>
    `${note} Versionen var då redan skriven som beslutad. Gör en ny version om den ska ändras.`,
}

export const prepareTexts = {
  title: 'Förbered uppföljningar',
  lead: 'Gör uppföljningar av de rader som är beslutade. En rad som redan har sin uppföljning hoppas över.',
  already: 'har redan sin uppföljning',
  notDecided: 'raden är inte beslutad än',
  changing: 'raden ändras i arbetsversionen och behöver beslutas först',
  otherBoard: (name: string) => `enheten hör till ${name}, begär underlag där`,
  noUnit: 'raden gäller ingen enhet, bocka av den på dess sida när den är gjord',
  unitGone: 'enheten är inte i verksamhet i dag',
  noLead: 'raden saknar ansvarig, välj en ansvarig nedan eller på raden',
  nothingToRevisit: 'det finns inga öppna brister att återbesöka',
  cannot: 'enheten saknar avtal eller krav att följa upp mot',
  followUpTitle: (kind: string, theme: string, year: number) =>
    `${theme ? `${kind}: ${theme}` : kind} ${year}`,
  cause: (year: number) => `Enligt planen för ${year}`,
  notice: (count: number) =>
    `Du är ansvarig för ${plural(count, 'ny uppföljning', 'nya uppföljningar')} enligt planen`,
  done: (made: number) => `${plural(made, 'uppföljning', 'uppföljningar')} förbereddes.`,
  skipped: 'Det här förbereddes inte',
  period: 'Månader',
  ready: (count: number) => `${plural(count, 'rad', 'rader')} utan uppföljning`,
  paged: (count: number) =>
    `De ${count} raderna på sidan förbereds på en gång. Ta sedan nästa, eller välj månader.`,
  none: 'Allt är förberett för de valda månaderna',
  noneText: 'Välj andra månader, eller se hur det går på planens sida.',
  notDecidedTitle: 'Planen är inte beslutad än',
  notDecidedText: 'Uppföljningar förbereds av det som är beslutat. Lämna planen för beslut först.',
  defaultLead: 'Ansvarig där raden saknar någon',
  matter: 'Ärende för alla',
  noMatter: 'Inget ärende än',
  button: 'Förbered de valda',
}

export const versionTexts = {
  all: 'Planens versioner',
  lead: 'Det som är beslutat står kvar ord för ord. Skillnaden mot versionen före är räknad rad för rad.',
  working: (version: number) => `Version ${version}, arbetsversion`,
  version: (version: number) => `Version ${version}`,
  decided: (by: string, on: string, paragraph: string) =>
    `${by} beslutade ${on}, §\u00a0${paragraph.replace(/^§\s*/, '')}`,
  point: (point: string) => `Delegation: ${point}`,
  difference: (from: number) => `Skillnad mot version ${from}`,
  first: 'Första versionen.',
  wording: 'Nämndens lydelse',
  none: 'Ingen version är beslutad än',
  noneText: 'När planen är beslutad sparas den här som version 1, ord för ord.',
  withdrawnTitle: 'Rättade beslut',
  withdrawn: (version: number, paragraph: string) => `Version ${version}, ${paragraph}, gällde aldrig`,
  moreSentences: (count: number) => `Visa ${count} ändringar till`,
  log: 'Ändringslogg',
  logEmpty: 'Inga ändringar än.',
  what: 'Rad',
  change: 'Ändring',
  by: 'Av',
  on: 'När',
  reason: 'Skäl',
  displaced: 'Omprioriteringar för händelsestyrda uppföljningar',
  displacedLead: 'Planerade uppföljningar som flyttats eller sänkts för att en händelse tog tiden.',
}

export const decideTexts = {
  lead: 'Vem som fastställer planen, vad som behöver vara klart och hur den går till nämnden.',
  checks: {
    hasItems: 'Planen har rader',
    hasMatter: 'Planen hör till ett ärende med diarienummer',
    hasRiskAnalysis: 'Riskanalysen är angiven',
    inDepthDecided: 'Fördjupad uppföljning är planerad, eller undantagen genom beslut',
    hasChanged: 'Något skiljer sig från den beslutade versionen',
  },
  mend: {
    hasItems: 'Lägg till rader i planen.',
    hasMatter: 'Öppna ett ärende och välj det under planens uppgifter.',
    hasRiskAnalysis: 'Skriv vilken riskanalys planen vilar på, under planens uppgifter.',
    inDepthDecided: 'Lägg in de fördjupade som saknas, eller besluta om undantag, under Vad vi är skyldiga.',
    hasChanged: 'Versionen är likadan som den beslutade.',
  },
  holds: 'Klart',
  remains: 'Kvar',
  firstMend: 'Gör först klart det som står kvar ovan.',
  checksTitle: 'Innan planen lämnas för beslut',
  fixer: 'Fastställs av',
  submit: 'Lämna planen för beslut',
  submitLead:
    'När planen är lämnad står raderna stilla. Gör sedan handlingen och lägg den på sammanträdets dagordning.',
  meeting: 'Sammanträde',
  noMeeting: 'Inget sammanträde valt',
  lateReason: 'Varför planen kommer efter stoppdagen',
  lateHint: 'Behövs bara när sammanträdets stoppdag har varit.',
  submitted: 'Planen är lämnad för beslut.',
  takeBack: 'Ta tillbaka planen',
  takeBackReason: 'Varför planen tas tillbaka',
  takenBack: 'Planen är tillbaka som utkast.',
  fix: 'Skriv in beslutet',
  fixLead: 'Nämndens beslut skrivs annars av nämndsekreteraren på sammanträdet, och planen blir beslutad då.',
  by: 'Beslutat av',
  decidedOn: 'Beslutsdatum',
  paragraph: 'Paragraf eller beslutsnummer',
  wording: 'Beslutets lydelse, om den är en annan än förslaget',
  fixed: 'Beslutet är inskrivet.',
  half: 'Förvaltningsledningens beslut är inskrivet. Nämndens återstår.',
  makePaper: 'Gör handlingen till nämnden',
  paper: 'Planens handling',
  paperStates: { draft: 'utkast', frozen: 'fryst' },
  goToPaper: 'Skriv klart handlingen',
  paperMade: 'Handlingen är påbörjad med planens innehåll. Gå igenom texterna.',
  preview: 'Så här läser nämnden planen',
  wasDecided: 'Beslutad version',
  stale: 'Planen har ändrats sedan sidan öppnades. Läs den igen och tryck en gång till.',
}

/** To whom the plan has been made known (M-080). */
export const sentTexts = {
  title: 'Vem som har fått planen',
  lead: 'Planens handling och utdrag ur protokollet, som de har skickats. Den beslutade planen är allmän handling.',
  what: 'Vad',
  to: 'Till',
  way: 'Hur',
  when: 'Skickat',
  receipt: 'Kvitto',
  extract: 'Utdrag ur protokollet',
  ways: { system: 'I Uppsikt', email: 'E-post', post: 'Post', byHand: 'För hand' },
  opened: (at: Date) => `öppnat ${formatDateTime(at)}`,
  received: (on: string) => `mottaget ${formatDate(on)}`,
  notOpened: 'inte kvitterat än',
  none: 'Inget är skickat än',
  noneText: 'Här syns utdraget när nämnden har beslutat och sekreteraren har skickat det.',
}

export const ruleTexts = {
  title: 'Områdenas inställningar',
  lead: 'Vad varje verksamhetsområde ska ha varje år. Inställningen är nämndens egen läsning och visas med sin grund i planen.',
  coverage: 'Årlig uppföljning',
  share: 'Andel i procent',
  shareHint: 'Bara när en andel av enheterna följs upp varje år.',
  inDepth: 'Fördjupad minst en gång på så många kalenderår',
  inDepthHint: '2 är vartannat år, 0 ställer inget krav.',
  inDepthOf: 'Fördjupad gäller',
  choice: 'Månader efter start, första uppföljningen (LOV)',
  procured: 'Månader före beslut om förlängning (LOU)',
  zero: '0 ställer inget krav.',
  actions: 'Följ upp förra årets åtgärder',
  ground: 'Grund',
  needsSas: 'SAS ska delta',
  needsSasHint:
    'Uppföljningar enligt SoL och LSS i området förbereds inte utan SAS i teamet, eller ett skrivet undantag.',
  groundHint: 'Till exempel nämndens riktlinje med diarienummer.',
  save: 'Spara områdets inställning',
  saved: 'Inställningen är sparad.',
  change: 'Ändra',
  own: 'Egen inställning',
  standard: 'Utgångsvärde',
  area: 'Område',
  board: 'Nämnd',
  planning: 'Hur nämnden planerar',
  fixedBy: 'Planen fastställs av',
  changedBy: 'Ändringar under året fastställs av',
  delegation: 'Delegationspunkt',
  delegationHint: 'Behövs när förvaltningsledningen fastställer.',
  selfEvery: 'Egenkontroll av handläggningen, vart … år',
  selfFirst: 'Räknat från år',
  reportMonths: 'Månader från uppföljning till rapport',
  answerable: 'Enhet som planerar och genomför uppföljningarna',
  answerableHint: 'Till exempel beställnings- och uppföljningsenheten. Står på varje rad i planen.',
  decideBy: 'Planen ska vara beslutad senast i',
  prepareWeeks: 'Veckor före månaden som dess uppföljningar ska förberedas',
  prepareWeeksHint: 'Då påminns strategen om det som inte är förberett.',
  risk: 'Planen kan inte fastställas utan riskanalys',
  savePlanning: 'Spara hur nämnden planerar',
  savedPlanning: 'Inställningarna är sparade.',
  stale: 'En kollega har ändrat inställningen. Sidan visar nu det som gäller. Ändra igen om det behövs.',
}

export const planDutyTexts = {
  decide: (year: number, board: string) => `Besluta plan för verksamhetsuppföljning ${year}, ${board}`,
  decideGround: 'Nämnden beslutar varje år om plan för uppföljning',
  revise: (version: number) => `Besluta version ${version} av planen`,
  reviseGround: 'En ändring av den beslutade planen väntar på beslut',
  month: (count: number, when: string) =>
    `Förbered ${plural(count, 'uppföljning', 'uppföljningar')} enligt planen, ${when}`,
  monthGround: 'Den beslutade planen för verksamhetsuppföljning',
}
