export const accountTexts = {
  waiting: (count: number) =>
    count === 1 ? 'En person väntar på behörighet' : `${count} personer väntar på behörighet`,
  waitingLink: 'Se vem, och koppla till ett konto',
  title: 'Konton',
  lead: 'Vilka som kan logga in, och i vilka roller. Systemförvaltaren ser inte innehållet i uppföljningarna.',
  invite: 'Bjud in en person',
  search: 'Sök namn, e-post eller utförare',
  filter: 'Filtrera konton',
  name: 'Namn',
  email: 'E-postadress',
  emailHint: 'Används för att logga in.',
  roles: 'Roller',
  role: 'Roll',
  state: 'Läge',
  side: 'Tillhör',
  lastSeen: 'Senast inloggad',
  never: 'Aldrig',
  provider: 'Utförare',
  providerHint: 'För enhetschef, utförarens ansvariga och medarbetare hos utföraren.',
  unit: 'Enhet',
  unitHint: 'För den som bara ska se en enhet.',
  ofUnit: (unit: string, provider: string) => `${unit} (${provider})`,
  board: 'Nämnd',
  boardHint: 'För kommunens roller och nämndledamöter.',
  allUnits: 'Alla utförarens enheter',
  profession: 'Yrke',
  professionHint: 'Till exempel socionom eller sjuksköterska. Visas i uppföljningens team.',
  from: 'Från och med',
  to: 'Till och med',
  states: { invited: 'Inbjuden', active: 'Aktivt', closed: 'Stängt' },
  sides: { office: 'Kommunen', operator: 'Utförare', board: 'Nämnden' },
  allStates: 'Alla lägen',
  allSides: 'Alla',
  allRoles: 'Alla roller',
  allProviders: 'Alla utförare',
  clear: 'Visa alla konton',
  fromFile: 'Importera från fil',
  source: 'Uppsikt, konton',
  choose: 'Välj',
  send: 'Skapa inbjudan',
  linkTitle: 'Skicka länken till personen',
  linkText: 'Länken gäller en gång och visas bara nu. Lämna den på ett säkert sätt.',
  linkLabel: 'Länk',
  linkHours: { invitation: 'Länken gäller i sju dagar.', reset: 'Länken gäller i ett dygn.' },
  newLink: 'Skapa ny länk',
  newLinkText: 'Personen väljer ett nytt lösenord med länken. Tidigare länkar slutar gälla.',
  addRole: 'Lägg till roll',
  endRole: 'Avsluta rollen',
  lastDay: 'Sista dag',
  lastDayHint: 'Lämna tomt för att avsluta rollen direkt.',
  endAllTitle: 'Om något har hänt',
  endAll: 'Logga ut alla',
  endAllText:
    'Alla i kommunen och hos utförarna loggas ut direkt, på alla enheter. Bara du är kvar, här. De kan logga in igen, och det de har sparat är kvar. Använd det vid ett intrång.',
  allEnded: (count: number) =>
    count === 1 ? 'En inloggning är avslutad.' : `${count} inloggningar är avslutade.`,
  endSessions: 'Logga ut personen överallt',
  endSessionsText:
    'Alla inloggningar avslutas direkt, till exempel när en dator är borta. Personen kan logga in igen. Nycklar för andra system avslutas var för sig.',
  sessionsEnded: (count: number) =>
    count === 0
      ? 'Personen var inte inloggad.'
      : count === 1
        ? 'Personen är utloggad.'
        : `Personen är utloggad på ${count} ställen.`,
  close: 'Stäng kontot',
  closeText: 'Personen loggas ut direkt och kan inte logga in igen. Historiken finns kvar.',
  closed: 'Kontot är stängt.',
  closedOn: 'Stängt',
  invited: 'Personen är inbjuden.',
  roleAdded: 'Rollen är tillagd.',
  roleEnded: 'Rollen är avslutad.',
  created: 'Skapat',
  emptyTitle: 'Inga konton stämmer med urvalet',
  emptyText: 'Ändra sökordet eller bjud in en ny person.',
  municipality: 'Hela kommunen',
}

export const linkTexts = {
  invitation: (name: string) => `Välkommen till Uppsikt, ${name}`,
  reset: 'Välj ett nytt lösenord',
  lead: (municipality: string, email: string) =>
    `${municipality} har bjudit in dig. Du loggar in med ${email}.`,
  resetLead: (email: string) => `Gäller kontot ${email}.`,
  password: 'Lösenord',
  passwordHint:
    'Minst 15 tecken. Flera ord i rad är lätt att minnas. Undvik namn, årtal och vanliga lösenord.',
  repeated: 'Lösenordet en gång till',
  waysLead: 'Logga in som du brukar göra i arbetet, så kopplas inloggningen till inbjudan.',
  by: (name: string) => `Logga in med ${name}`,
  orPassword: 'Eller välj ett lösenord',
  submit: 'Spara lösenordet och logga in',
  gone: 'Länken gäller inte längre',
  goneText: 'Den har redan använts eller blivit för gammal. Be den som bjöd in dig om en ny.',
}

export const ownAccountTexts = {
  title: 'Mitt konto',
  facts: 'Om kontot',
  name: 'Namn',
  roles: 'Roller',
  password: 'Byt lösenord',
  current: 'Lösenord du använder nu',
  next: 'Nytt lösenord',
  repeated: 'Nytt lösenord en gång till',
  change: 'Byt lösenord',
  changed: 'Lösenordet är bytt. Andra inloggningar, personliga nycklar och kalenderadressen är avslutade.',
  changeText:
    'När du byter lösenord avslutas dina andra inloggningar, dina personliga nycklar och din kalenderadress. Ett system som använder en nyckel behöver en ny, och en kalender behöver en ny adress.',
  sessions: 'Här är du inloggad',
  sessionsText: 'Avsluta en inloggning som du inte känner igen och byt sedan lösenord.',
  thisOne: 'Den här inloggningen',
  since: 'Inloggad',
  seen: 'Senast använd',
  end: 'Avsluta',
  ended: 'Inloggningen är avslutad.',
  device: 'Webbläsare',
}

export const settingsTexts = {
  title: 'Inställningar',
  signIn: 'Inloggning: koppla in kommunens inloggningstjänst',
  mail: 'E-post: koppla in, prova och se utskick',
  whole: 'Hela kommunen som filer: ta ut allt i öppna format',
  name: 'Kommunens namn',
  accent: 'Kommunens färg',
  accentHint: 'Skriv som #rrggbb. Färgen måste gå att läsa mot vitt.',
  hearingDays: 'Arbetsdagar för faktagranskning',
  hearingDaysHint: 'Så länge har utföraren på sig att svara på ett utkast.',
  hearingGround: 'Grund för svarstiden',
  hearingGroundHint: 'Till exempel en riktlinje med paragraf, eller ”Lokal regel”.',
  releaseDays: 'Arbetsdagar för att svara på en begäran om handlingar',
  releaseDaysHint:
    'Lagen säger skyndsamt och nämner inget antal. Här väljer ni när det påminns, högst 30. Gäller begäranden som tas emot från nu.',
  save: 'Spara inställningarna',
  saved: 'Inställningarna är sparade.',
}

export const noticeTexts = {
  title: 'Besked',
  lead: 'Det som väntar på dig. Ett besked försvinner inte, men markeras när du har öppnat det.',
  emptyTitle: 'Inget väntar på dig',
  emptyText: 'När något behöver din uppmärksamhet visas det här.',
  open: 'Öppna',
  acute: 'Akut',
  opened: 'Öppnat',
}

export const logTexts = {
  title: 'Logg',
  lead: 'Vem som har gjort vad och när. Loggen innehåller hänvisningar, aldrig innehåll.',
  whole: 'Loggkedjan är hel.',
  wholeSince: (triedAt: string) => `Alla rader prövades ${triedAt}, de som har kommit sedan dess nu.`,
  brokenNotice: 'Loggkedjan är bruten',
  broken: (seq: number) =>
    `Loggkedjan är bruten vid rad ${seq}. Anmäl det till informationssäkerhetsansvarig.`,
  filter: 'Filtrera loggen',
  seq: 'Nr',
  at: 'Tid',
  who: 'Vem',
  verb: 'Händelse',
  verbHint: 'Ord i händelsen, till exempel öppnade, eller början på dess kod',
  verbCode: 'Kod',
  place: 'Sida eller anrop',
  ofReview: 'Du ser bara de rader som en träff i loggkontrollen gäller',
  ofReviewBack: 'Till loggkontrollen',
  outcome: 'Utfall',
  outcomes: { done: 'Utfört', denied: 'Nekat', read: 'Läst' },
  all: 'Alla',
  target: 'Gäller',
  from: 'Från och med',
  to: 'Till och med',
  emptyTitle: 'Inga rader stämmer med urvalet',
  emptyText: 'Ändra tiden eller ta bort ett filter.',
  unknown: 'Okänd',
  system: 'Uppsikt',
}

export const aboutTexts = {
  title: 'Om systemet',
  text: 'Uppsikt är ett öppet system för att planera, genomföra och lära av uppföljningen av kvalitet i socialtjänst, LSS och kommunal hälso- och sjukvård. Alla utförare följs upp efter samma krav och samma skala.',
  licence: 'Licens: EUPL-1.2. Källkoden är öppen.',
  fonts: 'Typsnittet Source Sans 3 används med OFL-licens. Ikonerna kommer från Lucide (ISC).',
  sources:
    'Ramverk och kvalitetsområden bygger på publicerade kommunala dokument, med källa och diarienummer vid varje. Kraven är skrivna med egna ord.',
}

export const accessibilityTexts = {
  title: 'Tillgänglighetsredogörelse',
  paragraphs: [
    'Uppsikt ska kunna användas av alla. Sidorna är byggda för att följa WCAG 2.2 nivå AA och provas med automatiska verktyg och tangentbord inför varje ny version.',
    'Formulär och listor fungerar utan skript, med enbart tangentbord, i förstoring till 400 procent och i ljust och mörkt läge.',
    'Kända brister: PDF-handlingar är taggade enligt PDF/UA-1 men har ännu inte granskats av en oberoende part.',
    'Hittar du något som inte fungerar? Kontakta kommunen. Svaret ska komma så snart som möjligt.',
    'Kommunen ansvarar för den slutliga redogörelsen enligt lagen (2018:1937) om tillgänglighet till digital offentlig service. Myndigheten för digital förvaltning har tillsyn över lagen.',
  ],
}
