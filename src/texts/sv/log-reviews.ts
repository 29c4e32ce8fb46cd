import { formatDate, formatMonth } from '#kernel/dates.ts'
import { formatNumber, listOf, plural } from '#kernel/swedish.ts'

type Review = { month: string; dueOn: string }

/** Loggkontroll: what the log reviewer reads, month by month. */
export const logReviewTexts = {
  title: 'Loggkontroll',
  lead: 'Varje månad granskas ett slumpvis urval av loggen och det som reglerna har fångat. Varje bedömning loggas.',
  tabs: 'Loggen och dess kontroll',
  log: 'Logg',
  toReviews: 'Till loggkontrollen',
  monthTitle: (month: string) => `Loggkontroll för ${formatMonth(month)}`,
  month: 'Månad',
  state: 'Läge',
  allStates: 'Alla lägen',
  states: { open: 'Att granska', skipped: 'Inte gjord i tid', done: 'Granskad' },
  due: 'Klar senast',
  hits: 'Träffar',
  faults: 'Fel',
  judged: 'Bedömda',
  judgedOf: (judged: number, all: number) => `${formatNumber(judged)} av ${formatNumber(all)}`,
  by: 'Granskad av',
  at: 'Granskad',
  conclusion: 'Slutsats',
  filter: 'Filtrera månaderna',
  source: 'Uppsikt, loggkontroll',
  emptyTitle: 'Ingen månad är klar att granska',
  emptyText: 'Den första kontrollen läggs fram när en hel månad med logg har gått.',
  noHitTitle: 'Inga månader stämmer med urvalet',
  noHitText: 'Välj ett annat läge.',
  all: 'Visa alla månader',

  skipped: (months: readonly string[]) =>
    months.length === 1
      ? `Loggkontrollen för ${formatMonth(months[0] ?? '')} är inte gjord`
      : `Loggkontrollen är inte gjord för ${months.length} månader`,
  skippedText: (months: readonly string[]) =>
    `${months.length > 1 ? `Det gäller ${listOf(months.map(formatMonth))}. ` : ''}Den går fortfarande att göra, och det syns att den blev sen.`,
  skippedAdmin: 'Påminn den som har rollen Loggranskare, eller ge rollen till någon mer.',
  noReviewer: 'Ingen kan granska loggen',
  noReviewerText:
    'Ingen har rollen Loggranskare. Ge den till någon som inte själv är systemförvaltare, så att loggen kontrolleras varje månad.',
  oneReviewer:
    'Bara du kan granska loggen. Rader om dig själv behöver en annan granskare. Be systemförvaltaren ge rollen Loggranskare till en person till.',

  facts: 'Om urvalet',
  rows: 'Rader i loggen',
  drawn: 'Slumpvis urval',
  drawnOf: (drawn: number, rows: number) => `${plural(drawn, 'rad', 'rader')} av ${formatNumber(rows)}`,
  seed: 'Frö',
  seedText:
    'Fröet bestämdes av slumpen när månaden var slut. Med samma frö dras samma rader igen, så att urvalet går att kontrollera.',
  upTo: (seq: number) => `Loggen till och med rad ${formatNumber(seq)}`,
  result: 'Resultat',
  results: {
    open: 'Inte klart än',
    skipped: 'Inte klart, och tiden har gått ut',
    inOrder: 'Inga fel',
    faults: (count: number) => plural(count, 'fel', 'fel'),
  },
  wasLate: 'Varför den blev sen',
  finishedBy: (name: string, when: string) => `${name}, ${when}`,
  madeLate: 'Granskad efter sista dagen',

  contents: 'På sidan',
  noHits: 'Inga träffar',
  noHitsText: 'De här reglerna fångade ingenting under månaden.',
  nothing: 'Loggen har inga rader för månaden, så det finns inget att bedöma.',
  hitCount: (count: number) => plural(count, 'träff', 'träffar'),
  chooseRow: (who: string, day: string) => `Välj ${who}, ${day}`,
  who: 'Vem',
  why: 'Varför',
  from: 'Från',
  to: 'Till',
  fromTo: (from: string, to: string) => `${from} till ${to}`,
  denied: (what: string) => `${what} (nekades)`,
  lines: 'I loggen',
  day: 'Dag',
  when: 'När',
  what: 'Vad',
  verdict: 'Bedömning',
  waits: 'Att bedöma',
  own: 'Gäller dig',
  ownText: (count: number) =>
    `${plural(count, 'rad gäller', 'rader gäller')} dig själv. En annan granskare behöver bedöma ${count === 1 ? 'den' : 'dem'}.`,
  logLines: (count: number) => plural(count, 'rad', 'rader'),
  showLines: (count: number, who: string) => `Visa ${plural(count, 'rad', 'rader')} i loggen, ${who}`,
  judgeTitle: 'Bedöm de valda',
  rejudgeTitle: 'Ändra bedömningen',
  verdicts: { inOrder: 'I sin ordning', asked: 'Personen är tillfrågad', fault: 'Fel' },
  verdictHints: {
    inOrder: 'Det som gjordes hör till personens arbete.',
    asked: 'Du har frågat och fått en förklaring som håller.',
    fault: 'Det borde inte ha gjorts. Skriv vad som händer nu.',
  },
  note: 'Förklaring',
  noteHint: 'Skriv varför, utan att berätta vad det lästa innehöll.',
  noteHintSample: 'Behövs inte när allt är i sin ordning. Skriv inte vad det lästa innehöll.',
  everyWaiting: (count: number) =>
    count === 1
      ? 'Även den som återstår i avsnittet'
      : `Alla ${formatNumber(count)} som återstår i avsnittet`,
  save: 'Spara bedömningen',
  saved: (count: number) => (count === 1 ? 'Bedömningen är sparad.' : 'Bedömningarna är sparade.'),
  judgedBy: (name: string, when: string) => `${name}, ${when}`,

  finishTitle: 'Avsluta månaden',
  left: (count: number) => `${plural(count, 'sak', 'saker')} återstår att bedöma.`,
  leftOthers: (count: number) =>
    `${plural(count, 'sak', 'saker')} gäller dig och behöver en annan granskare. Sedan går månaden att avsluta.`,
  finishText: 'Allt är bedömt. När du avslutar går bedömningarna inte längre att ändra.',
  conclusionHint: 'Vad kontrollen visade och vad som händer nu. Behövs när något bedömts som fel.',
  lateReason: 'Varför blev kontrollen sen?',
  finish: 'Avsluta kontrollen',
  finished: 'Kontrollen är avslutad.',
  stale: 'Någon annan har bedömt rader samtidigt. Sidan visar vad som gäller nu. Välj raderna igen.',

  rulesTitle: 'Ändra hur mycket som granskas',
  rulesText: 'Gäller från nästa månad. Granskaren bestämmer, inte de som granskas, och varje ändring loggas.',
  fields: {
    sampleRows: {
      label: 'Slumpvis valda rader, minst',
      hint: '10 till 500. Högst 500 dras, hur stor loggen än är.',
    },
    samplePercent: {
      label: 'Slumpvis valda rader, procent av loggen',
      hint: '0 till 100. Det större av de två talen gäller.',
    },
    mostPlaces: {
      label: 'Enheter eller utförare på en timme',
      hint: '5 till 1000. Fler än så blir en träff.',
    },
    mostRefusals: { label: 'Nekade försök på en dag', hint: '3 till 1000. Fler än så blir en träff.' },
    mostNetworks: {
      label: 'Nätverk att logga in från på en dag',
      hint: '1 till 100. Fler än så blir en träff.',
    },
  },
  saveRules: 'Spara',
  rulesSaved: 'Sparat. Det gäller från nästa månad.',

  /** Each rule: its name, and why it is looked for. */
  rules: {
    rights: {
      title: 'Behörighet till sig själv',
      why: 'Någon fick en roll av sig själv, av ett konto från samma dag eller av någon som personen själv nyss gett ett konto. Så kan makt över konton bli makt över innehåll.',
    },
    adminReading: {
      title: 'Systemförvaltare som läst, eller tagit ut hela kommunen',
      why: 'Systemförvaltaren sköter konton och behöver inte läsa ärenden. När allt tas ut ska det finnas ett skäl.',
    },
    sealed: {
      title: 'Låsta handlingar som öppnats',
      why: 'En låst handling kan innehålla personuppgifter. Varje öppning har ett skäl som står vid handlingen.',
    },
    bias: {
      title: 'Läst om en enhet där personen anmält jäv',
      why: 'Den som är jävig, till exempel för att en anhörig bor eller arbetar där, ska inte ta del av ärendet.',
    },
    massReading: {
      title: 'Många enheter på kort tid',
      why: 'Den som läser om många enheter på en timme kan vara på väg att samla uppgifter.',
    },
    oddHours: {
      title: 'Läst på kvällar, nätter och helger',
      why: 'Läsning mellan 22 och 6, på helger och röda dagar hör sällan till arbetet i kommunen. Utförare arbetar dygnet runt och räknas inte.',
    },
    refusals: {
      title: 'Många nekade försök',
      why: 'Den som ofta nekas kan sakna en roll, eller pröva sig fram.',
    },
    networks: {
      title: 'Inloggad från många nätverk samma dag',
      why: 'Det kan vara någon annan som använder kontot. Loggen skiljer nätverken åt utan att spara adressen.',
    },
    sample: {
      title: 'Slumpvis urval',
      why: 'Urvalet tar läsning, systemförvaltarens åtgärder, nekade försök och annat i tur och ordning.',
    },
  },
  told: {
    made: ({ month, dueOn }: Review) =>
      `Loggkontrollen för ${formatMonth(month)} är klar att granska, senast ${formatDate(dueOn)}`,
    near: ({ month, dueOn }: Review) =>
      `Loggkontrollen för ${formatMonth(month)} ska vara gjord senast ${formatDate(dueOn)}`,
    skipped: ({ month }: Review) => `Loggkontrollen för ${formatMonth(month)} är inte gjord`,
  },
} as const
