import type { EvidenceKind, FaultCode, Verdict } from '#modules/followups/protocol-rules.ts'

/** Words of the protocol, the checks before sending, and what goes out at an acute finding. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  met: 'Uppfyllt',
  partly: 'Delvis uppfyllt',
  notMet: 'Inte uppfyllt',
  notApplicable: 'Ej aktuellt',
  notAssessed: 'Ej bedömt',
}

export const evidenceKindWords: Readonly<Record<EvidenceKind, string>> = {
  document: 'Dokument',
  observation: 'Iakttagelse på plats',
  interview: 'Intervju',
  figure: 'Mätvärde',
  record: 'Journal eller akt, utan namn',
}

export const requirementKindWords = {
  must: 'Obligatoriskt krav',
  should: 'Bör-krav',
  guideValue: 'Riktvärde',
} as const

export const originWords = {
  agreement: 'Ur avtalet',
  focus: 'Fokusområde',
  lastTime: 'Brist förra gången',
  added: 'Tillagt',
} as const

/** What is wrong and how it is mended. */
export const faultTexts: Readonly<Record<FaultCode, { short: string; mend: string }>> = {
  unassessed: { short: 'Ej bedömt', mend: 'Gör en bedömning, eller välj Ej aktuellt och skriv varför.' },
  notMetWithoutNote: {
    short: 'Anteckning saknas',
    mend: 'Skriv vad som brister. Den som får utkastet ska kunna förstå bedömningen.',
  },
  partlyWithoutNote: {
    short: 'Anteckning saknas',
    mend: 'Skriv vad som återstår för att kravet ska vara uppfyllt.',
  },
  notApplicableWithoutReason: {
    short: 'Skäl saknas',
    mend: 'Skriv varför kravet inte är aktuellt för enheten.',
  },
  metWithoutEvidence: {
    short: 'Underlag saknas',
    mend: 'Ange vad bedömningen vilar på, till exempel ett dokument eller en intervju.',
  },
  levelContradicts: {
    short: 'Nivån stämmer inte med bedömningen',
    mend: 'Nivå 1 hör till Inte uppfyllt, 2 till Delvis uppfyllt, 3 och 4 till Uppfyllt. Ändra det ena.',
  },
  guideValueMissing: { short: 'Uppmätt värde saknas', mend: 'Fyll i det uppmätta värdet.' },
  guideValueContradicts: {
    short: 'Mätvärdet stämmer inte med bedömningen',
    mend: 'Jämför värdet med riktvärdet. Ändra bedömningen, eller förklara i anteckningen.',
  },
}

export const stateRefusals: Readonly<Record<string, string>> = {
  planned: 'Uppföljningen är inte förberedd än. Förbered den först, så skapas protokollet.',
  prepared: 'Uppföljningen har inte påbörjats. Påbörja den på översikten, så går det att bedöma.',
  hearing: 'Utkastet är skickat för faktagranskning. Ta tillbaka det om en bedömning behöver ändras.',
  fixed: 'Bedömningen är fastställd. En rättelse görs som en ny version.',
  closed: 'Uppföljningen är avslutad och protokollet kan inte ändras.',
  cancelled: 'Uppföljningen är inställd och protokollet kan inte ändras.',
}

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`

export const protocolTexts = {
  title: 'Protokoll',
  lead: 'Allt sparas medan du skriver. Nämn ingen enskild person: sex boende går att känna igen utan namn.',
  readOnly: 'Protokollet går bara att läsa nu',
  toOverview: 'Till översikten',
  areas: 'Områden',
  allAreas: 'Alla områden',
  show: 'Visa',
  all: 'Alla krav',
  unassessed: 'Ej bedömda',
  faulty: 'Att rätta',
  ofTotal: (assessed: number, total: number) => `${assessed} av ${total} bedömda`,
  toMend: (number: number) => `${number} att rätta`,
  toConfirm: (number: number) => `${number} att se över`,
  progress: 'Bedömda krav',
  emptyTitle: 'Inga krav i det här urvalet',
  emptyText: 'Visa alla krav, eller välj ett annat område.',
  noRowsTitle: 'Protokollet är tomt',
  noRowsText: 'Raderna skapas ur avtalets krav när uppföljningen förbereds.',
  showAll: 'Visa alla krav',
  check: 'Kontrollera före utskick',
  printEmpty: 'Skriv ut tomt protokoll',
  print: 'Skriv ut',
  backToProtocol: 'Till protokollet',
  verdict: 'Bedömning',
  level: 'Nivå',
  levelName: (level: number) => `Nivå ${level}`,
  noLevel: 'Ingen nivå',
  noLevelText: 'Nivån bedöms inte för det här kravet.',
  measured: (unit: string) => `Uppmätt värde${unit ? ` (${unit})` : ''}`,
  guideValue: (value: string, of: string) => `Riktvärde ${value}: ${of}`,
  atLeast: 'minst',
  atMost: 'högst',
  note: 'Anteckning',
  noteHint: 'Vad ni har sett, hört eller läst.',
  reason: 'Varför är kravet inte aktuellt?',
  save: 'Spara raden',
  saved: (time: string) => `Sparat ${time}`,
  savedBy: (time: string, name: string) => `Sparat ${time} av ${name}`,
  saving: 'Sparas …',
  notSaved: 'Inte sparat än',
  offline: 'Inte sparat: ingen kontakt, försöker igen',
  signedOut: 'Inte sparat: du är utloggad. Det du skrev finns kvar här.',
  signIn: 'Logga in i en ny flik',
  retry: 'Försök igen',
  refused: 'Inte sparat.',
  unsavedLeave: 'Det finns text som inte är sparad. Vill du lämna sidan ändå?',
  lastTime: 'Förra gången:',
  clause: (clause: string) => `Avtalet ${clause}`,
  guidance: 'Vägledning, frågor och lagrum',
  howTo: 'Så här kan kravet bedömas',
  evidenceAsked: 'Underlag att be om',
  questions: 'Frågor att ställa',
  law: 'Lagrum',
  wording: (from: string | null, to: string | null) => {
    if (from && to) return `lydelse ${from}–${to}`
    if (from) return `lydelse från ${from}`
    return to ? `lydelse till ${to}` : ''
  },
  evidence: 'Underlag',
  noEvidence: 'Inget underlag än.',
  addEvidence: 'Lägg till underlag',
  evidenceKind: 'Typ av underlag',
  evidenceText: 'Beskrivning',
  evidenceTextHint: 'Till exempel ”Rutin för avvikelser, daterad 2026-03-01, sidan 4”.',
  submittedFile: 'Inlämnat dokument',
  chooseSubmitted: 'Inget dokument',
  file: 'Egen fil',
  fileHint: 'PDF, Word, Excel, text, PNG eller JPEG. Inga bilder på enskilda.',
  saveEvidence: 'Spara underlaget',
  evidenceSaved: 'Underlaget är sparat.',
  removeEvidence: 'Ta bort',
  evidenceRemoved: 'Underlaget är borttaget. Det finns kvar i historiken.',
  addedBy: (name: string, date: string) => `${name}, ${date}`,
  here: (names: string) => `${names} är här`,
  alsoHere: (names: string) => `I protokollet just nu: ${names}`,
  alone: 'Du är ensam i protokollet just nu.',
  conflictTitle: 'Ni ändrade samma rad samtidigt',
  conflictLead: 'Jämför och välj vad som ska gälla.',
  mine: 'Ditt',
  theirs: 'Kollegans',
  keepMine: 'Behåll mitt',
  keepTheirs: 'Behåll kollegans',
  byAt: (name: string, time: string) => `${name}, ${time}`,
  keys: 'Tangenter',
  keysOn: 'Använd tangenter',
  keyRows: [
    ['1–5', 'Väljer bedömning i raden du står i'],
    ['n', 'Går till anteckningen'],
    ['j', 'Nästa rad'],
    ['k', 'Föregående rad'],
    ['u', 'Nästa rad som inte är bedömd'],
    ['Esc', 'Lämnar anteckningen'],
    ['Piltangenter', 'Byter alternativ i bedömningen'],
  ] as const,
  openRow: 'Öppna raden för sig',
  rowSaved: 'Raden är sparad.',
  keptTheirs: 'Kollegans bedömning gäller.',
  missingPrefix: 'Underlag saknas: ',
  exportTitle: (title: string) => `Protokoll ${title}`,
  faultsLead: 'Det du har skrivit finns kvar i raden.',
  previousRow: 'Föregående krav',
  nextRow: 'Nästa krav',
}

export const exportTexts = {
  code: 'Kravnummer',
  area: 'Område',
  requirement: 'Krav',
  kind: 'Typ av krav',
  verdict: 'Bedömning',
  level: 'Nivå',
  measured: 'Uppmätt värde',
  note: 'Anteckning',
  reason: 'Skäl till att kravet inte är aktuellt',
  evidence: 'Antal underlag',
  changedBy: 'Senast ändrad av',
  changedAt: 'Senast ändrad',
  source: 'Uppsikt, protokoll under arbete. Inte en fastställd bedömning.',
}

export const checkTexts = {
  title: 'Kontroll före utskick',
  lead: 'Rätta det som stoppar utkastet. Resten bekräftar du när du skickar.',
  blocking: 'Stoppar utkastet',
  warnings: 'Att bekräfta',
  progress: 'Bedömda krav',
  none: 'Inget stoppar utkastet. Det kan skickas för faktagranskning.',
  noWarnings: 'Inget att bekräfta.',
  toSend: 'Till faktagranskning',
  rows: (number: number) => count(number, 'krav', 'krav'),
  confirmLead: 'Det här är tillåtet. När du skickar bekräftar du att det är avsett.',
  analysis: 'Sammanfattning och analys',
  analysisLead: 'Texterna följer med utkastet och rapporten.',
  summary: 'Sammanfattning',
  summaryHint: 'Det viktigaste i några meningar, så att nämnden förstår.',
  analysisText: 'Analys',
  analysisHint: 'Vad beror det på, och vad hänger ihop?',
  individual: 'Vad individuppföljningen visar',
  individualCases: 'Antal individuppföljningar',
  individualCasesHint: 'Hur många ärenden texten nedan bygger på. Inga uppgifter om vilka.',
  individualFrom: 'Från',
  individualTo: 'Till',
  individualHint: 'Mönster i den enskilda uppföljningen, utan uppgifter om enskilda.',
  economy: 'Ekonomi',
  economyHint: 'Till exempel kostnad mot avtal, avvikelser i fakturor eller vite.',
  missing: 'Underlag finns inte. Skälet står i rutan.',
  save: 'Spara texterna',
  saved: 'Texterna är sparade.',
  stale:
    'En kollega har sparat texterna efter att du öppnade sidan. Din text finns kvar nedanför. Jämför och spara igen.',
  staleNow: 'Så här står det nu',
}

export const acuteTexts = {
  button: 'Akut brist',
  raised: 'Akut brist är meddelad',
  show: 'Visa bristen',
  explain:
    'Enheten, direktören och nämnden får besked direkt, utan innehåll, och enheten får ett krav på åtgärd till nästa arbetsdag. Det ersätter inte en rapport enligt lex Sarah: den som arbetar i verksamheten ska ändå rapportera.',
  title: 'Vad är den akuta bristen?',
  titleHint: 'En mening, utan uppgifter om enskilda.',
  description: 'Beskriv läget och vad som behöver göras nu',
  confirm: 'Meddela den akuta bristen nu',
  done: 'Den akuta bristen är meddelad. Enheten har fått krav på åtgärd.',
  noticeDirector: 'En akut brist har meddelats. Öppna den nu.',
  noticeMember: 'En akut brist har meddelats. Förvaltningen har underrättat direktören.',
  noticeOperator: 'Kommunen har meddelat en akut brist. Öppna den nu.',
  noticePlan: 'Kommunen begär en handlingsplan till nästa arbetsdag.',
}
