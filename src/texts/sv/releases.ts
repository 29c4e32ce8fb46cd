import type {
  ContentKind,
  Delivery,
  Outcome,
  ReceivedWay,
  ReleaseState,
  Verdict,
} from '#modules/releases/rules.ts'

/** Somebody asks for a record, and records under lock. */
export const releaseTexts = {
  // documents and records
  matterTitle: 'Begäran om att få ut handlingar',
  requestTitle: 'Begäran om utlämnande',
  noteKind: 'Tjänsteanteckning',
  invented: 'Demokommun: enheter, utförare och personer är påhittade.',
  maskedName: (number: number) => `Handling ${number} maskerad.pdf`,
  decisionKind: 'Beslut',
  answerKind: 'Svar på begäran',
  decisionTitle: {
    released: 'Begärda handlingar lämnas ut',
    releasedPartly: 'Beslut att lämna ut handlingar i maskerat skick eller i vissa delar',
    refused: 'Beslut att inte lämna ut handlingar',
    nothingFound: 'De begärda handlingarna finns inte hos nämnden',
  } satisfies Record<Outcome, string>,
  decisionText: {
    released: 'Handlingarna i listan lämnas ut i sin helhet.',
    releasedPartly:
      'Handlingarna lämnas ut så som listan visar. Uppgifter som omfattas av sekretess är maskerade med svarta fält, och handlingar som omfattas av sekretess i sin helhet lämnas inte ut.',
    refused: 'Handlingarna i listan lämnas inte ut, eftersom uppgifterna i dem omfattas av sekretess.',
    nothingFound:
      'Nämnden har sökt efter de handlingar som begäran gäller och har inte funnit någon sådan handling hos sig.',
  } satisfies Record<Outcome, string>,
  decisionFile: {
    released: 'Svar på begäran',
    releasedPartly: 'Beslut om utlämnande',
    refused: 'Beslut om utlämnande',
    nothingFound: 'Svar på begäran',
  } satisfies Record<Outcome, string>,
  bundleName: (caseNumber: string) => `Utlämnande ${caseNumber}.zip`,
  delegatedWhat: 'Begäran om att få ut handlingar avslås helt eller delvis.',
  decision: 'Beslut',
  answer: 'Svar',
  reasons: 'Skäl för beslutet',
  reasonOf: (caseNumber: string, number: number, reason: string) =>
    `${caseNumber}, handling ${number}: ${reason}`,
  appeal: 'Så här överklagar du',
  appealText: (board: string) =>
    `Du kan överklaga beslutet till kammarrätten. Skriv vilket beslut du överklagar, hur du vill att det ska ändras och varför.\n\nSkicka överklagandet till ${board}, inte till kammarrätten. Det ska ha kommit in till nämnden inom tre veckor från den dag då du fick del av beslutet. Nämnden prövar om det har kommit in i tid och skickar det vidare till kammarrätten.`,
  titleHidden: 'Visas inte',
  records: 'Handlingar som begäran gäller',

  // lists
  title: 'Utlämnanden',
  lead: 'Begäranden om att få ut allmänna handlingar, med prövning och beslut.',
  filter: 'Filtrera begäranden',
  search: 'Sök i begäran eller diarienummer',
  state: 'Läge',
  allStates: 'Alla lägen',
  outcome: 'Utfall',
  allOutcomes: 'Alla utfall',
  caseNumber: 'Diarienummer',
  receivedOn: 'Kom in',
  dueOn: 'Besvaras senast',
  asked: 'Begäran gäller',
  progress: 'Prövade',
  progressOf: (judged: number, all: number) => (all === 0 ? 'Inget valt' : `${judged} av ${all}`),
  emptyTitle: 'Inga begäranden',
  emptyText: 'Här visas begäranden om att få ut handlingar. Ta emot en ny när någon frågar.',
  receive: 'Ta emot en begäran',

  // intake
  newTitle: 'Ta emot en begäran',
  newLead: 'Skriv ned vad som begärs. Begäran får ett eget ärende och registreras där.',
  anonymousTitle: 'Fråga inte vem det är eller varför',
  anonymousText:
    'Den som begär en handling behöver inte säga vem den är eller vad handlingen ska användas till. Fråga bara om svaret behövs för att pröva om uppgifterna kan lämnas ut (tryckfrihetsförordningen 2 kap. 18 §).',
  board: 'Nämnd',
  chooseBoard: 'Välj nämnd',
  ownCaseNumber: 'Diarienummer för begäran',
  ownCaseNumberHint: 'Ett nytt nummer. Ärendet öppnas när du sparar.',
  way: 'Hur begäran kom in',
  wording: 'Vad som begärs',
  wordingHint: 'Med den frågandes egna ord, eller så nära som möjligt. Skriv inte vem det är.',
  contact: 'Hur svaret når fram',
  contactHint: 'Till exempel en e-postadress. Lämna tomt om handlingarna hämtas.',
  matters: 'Ärenden som begäran gäller',
  mattersHint: 'Du kan välja fler senare.',
  noMatters: 'Nämnden har inga ärenden att välja bland.',
  save: 'Ta emot begäran',
  saved: 'Begäran är mottagen och registrerad.',

  // one request
  mattersNone: 'Inget ärende valt än',
  contactNone: 'Ingen kontakt lämnad',
  ownMatter: 'Eget ärende',
  changeTitle: 'Ändra kontakt och ärenden',
  changeSave: 'Spara ändringen',
  changed: 'Ändringen är sparad.',
  chooseTitle: 'Välj handlingar',
  chooseLead: 'Alla handlingar i ärendena, i nummerordning. Välj dem som begäran gäller.',
  chooseAll: 'Välj alla',
  choose: 'Spara valet',
  chosen: 'Valet är sparat.',
  chooseEmpty: 'Välj först vilka ärenden begäran gäller.',
  noRecords: 'Ärendena innehåller inga handlingar.',
  recordNumber: 'Nummer',
  record: 'Handling',
  content: 'Innehåll',
  plea: 'Utföraren begär sekretess',
  pleaText:
    'Utföraren har begärt att uppgifter ska skyddas som affärshemligheter. Det är en begäran och inget beslut. Pröva själv om sekretess gäller, och samråd gärna med utföraren först.',
  verdict: 'Prövning',
  notReviewed: 'Inte prövad',
  reviewedBy: 'Prövad av',
  reviewTitle: 'Sekretessprövning',
  reviewLead: 'Pröva handlingarna en i taget.',
  copyReady: 'Kopia klar',
  copyMissing: 'Kopia saknas',
  review: 'Pröva',

  // the review of one record
  original: 'Hämta originalet',
  originalNote: 'Varje hämtning skrivs i loggen.',
  lockedNote:
    'Handlingen är låst. Öppna den på sidan för låsta handlingar. Den kan lämnas ut som en maskerad kopia, eller hel efter prövning.',
  openLockedPage: 'Gå till låsta handlingar',
  noteText: 'Anteckningens text',
  registered: 'Registrerad',
  from: 'Från eller till',
  judge: 'Din prövning',
  act: 'Lag',
  actHint: 'Till exempel Offentlighets- och sekretesslagen.',
  chapter: 'Kapitel',
  section: 'Paragraf',
  ground: 'Lagrum',
  reason: 'Motivering',
  reasonHint: 'Varför uppgifterna inte kan lämnas ut. Motiveringen står i beslutet.',
  consultation: 'Samråd',
  consultationHint: 'När och hur utföraren har fått säga sin mening, och vad den sade.',
  groundHelp: 'Vanliga lagrum',
  groundWarning:
    'Listan är en hjälp att hitta rätt och ingen juridisk bedömning. Läs lagrummet och låt en jurist läsa innan uppgifter hålls inne.',
  saveReview: 'Spara prövningen',
  reviewed: 'Prövningen är sparad.',
  earlier: 'Tidigare prövningar',
  maskTitle: 'Maskera',
  maskLead:
    'Välj ord som ska bort överallt och delar som ska bort helt. En ny PDF görs utan uppgifterna. Originalet ändras inte.',
  phrases: 'Ord och namn',
  phrasesHint:
    'Ett på varje rad, minst två tecken. De maskeras var de än står, oavsett stora och små bokstäver.',
  places: 'Delar',
  mask: 'Gör maskerad PDF',
  masked: 'Den maskerade kopian är klar. Läs den innan du beslutar.',
  maskedCopy: 'Hämta kopian som lämnas ut',
  preview: 'Så ser den ut maskerad',
  previewLead: 'Läs igenom hela. Finns något kvar som pekar ut någon, lägg till det och gör om.',
  copyTitle: 'Ladda upp en kopia',
  copyMaskedLead:
    'Maskera en kopia i ett annat program så att uppgifterna verkligen är borta, och ladda upp den. Originalet lämnas inte ut.',
  copyWholeLead: 'Handlingen finns bara i systemet. Ladda upp den kopia som ska lämnas ut.',
  copyFile: 'Fil',
  copySave: 'Ladda upp kopian',
  copied: 'Kopian är sparad.',
  backToRequest: 'Tillbaka till begäran',

  // decision
  decideTitle: 'Beslut och utlämnande',
  decideLead: {
    released: 'Allt lämnas ut. Ett svar görs och registreras.',
    releasedPartly: 'En del lämnas inte ut. Det blir ett formellt beslut med lagrum och hur det överklagas.',
    refused: 'Inget lämnas ut. Det blir ett formellt beslut med lagrum och hur det överklagas.',
    nothingFound: 'Ingen handling är vald. Svaret blir att nämnden inte har någon sådan handling.',
  } satisfies Record<Outcome, string>,
  decideWait: (left: number) =>
    left === 1 ? 'En handling är inte prövad än.' : `${left} handlingar är inte prövade än.`,
  decideCopies: 'En handling som ska lämnas ut saknar sin kopia.',
  decideReason: 'Skäl',
  decideReasonHint: 'Behövs när något inte lämnas ut. Skälen står i beslutet.',
  delivery: 'Så lämnas handlingarna ut',
  deliveredTo: 'E-postadress eller postadress',
  fee: 'Avgift',
  feeHint: 'Till exempel antal sidor och belopp, om kommunen tar betalt för kopior.',
  decide: 'Besluta',
  decided: 'Beslutet är fattat och registrerat.',
  decidedBy: 'Beslutat av',
  decidedOn: 'Beslutsdag',
  decisionPdf: 'Beslutet som PDF',
  decisionWord: 'Beslutet som Word',
  answerPdf: 'Svaret som PDF',
  answerWord: 'Svaret som Word',
  bundle: 'Hämta allt som lämnas ut (zip)',
  bundleNote: 'Filen innehåller beslutet och handlingarna så som de prövades. Låsta handlingar är inte med.',
  delegated: 'Beslutet är fattat på delegation och anmäls till nämnden.',
  close: 'Avsluta begäran',
  closeText: 'När handlingarna är lämnade eller skickade är begäran klar.',
  closeConfirm: 'Avsluta',
  closed: 'Begäran är avslutad.',
  log: 'Logg',
  showLog: (count: number) => `Visa loggen (${count})`,
  logLead: 'Vem som har läst och gjort vad. De senaste 200 händelserna.',
  logWho: 'Vem',
  logWhen: 'När',
  logWhat: 'Vad',
  logRecord: 'Handling',

  // duty
  dutyLabel: 'Svar på begäran om handling',
  duty: (caseNumber: string) => `Svara på begäran ${caseNumber}`,
  dutyGround:
    'Skyndsamt enligt tryckfrihetsförordningen 2 kap. 15 och 16 §§; dagarna är kommunens egen inställning',

  // locked
  locked: 'Låsta handlingar',
  lockedTitle: 'Låst handling',
  lockedLead: 'Handlingar som måste innehålla ett personnummer. Bara registratorn för nämnden kan öppna dem.',
  lockedFilter: 'Filtrera låsta handlingar',
  lockedSearch: 'Sök låsta handlingar',
  lockedSearchHint: 'Diarienummer, rubrik eller grund. Det som står i handlingarna söks inte igenom.',
  lockedNoHitTitle: 'Ingen låst handling stämmer',
  lockedNoHitText: 'Sök på färre ord eller visa alla.',
  lockedAll: 'Visa alla låsta handlingar',
  lockedEmptyTitle: 'Inga låsta handlingar',
  lockedEmptyText:
    'Ta emot en handling här när den måste sparas som den är, till exempel ett avtal som en enskild firma har skrivit under.',
  takeTitle: 'Ta emot en låst handling',
  takeText:
    'Filen sparas krypterad. Andra ser bara nummer, dag och grund i ärendet. Skriv inga personuppgifter i rubrik och grund.',
  takeMatter: 'Ärende',
  chooseMatter: 'Välj ärende',
  takeRecordTitle: 'Rubrik',
  takeRecordTitleHint: 'Visas bara för registratorn.',
  takeGround: 'Grund',
  takeGroundHint: 'Varför handlingen måste sparas som den är. Visas för alla som läser ärendet.',
  take: 'Lås in handlingen',
  taken: (number: number) => `Handlingen är inlåst som nummer ${number} i ärendet.`,
  takenBy: 'Mottagen av',
  matter: 'Ärende',
  openTitle: 'Öppna handlingen',
  openText: 'Skriv varför du behöver öppna den. Skälet sparas i loggen.',
  openReason: 'Skäl',
  open: 'Öppna och hämta',
  openNeedsReason: 'Skriv varför handlingen behöver öppnas. Skälet får inte innehålla personnummer.',
  openings: 'Öppnad',
  noOpenings: 'Ingen har öppnat handlingen sedan den låstes in.',
  maskLockedTitle: 'Lägg till en maskerad version',
  maskLockedText:
    'Andra i nämndens förvaltning kan läsa den. Den registreras som en egen handling i ärendet.',
  maskLockedDone: 'Den maskerade versionen är registrerad.',
  maskedOfLocked: (number: number) => `Maskerad version av handling ${number}`,
  maskedVersion: 'Maskerad version',
  maskedVersionNone: 'Ingen',
  inMatter: 'Begäran om att få ut handlingar',
} as const

export const releaseStates: Readonly<Record<ReleaseState, string>> = {
  received: 'Mottagen',
  underReview: 'Prövas',
  decided: 'Beslutad',
  closed: 'Avslutad',
}

export const outcomeNames: Readonly<Record<Outcome, string>> = {
  released: 'Lämnas ut',
  releasedPartly: 'Lämnas ut delvis',
  refused: 'Lämnas inte ut',
  nothingFound: 'Finns inte hos nämnden',
}

export const verdictNames: Readonly<Record<Verdict, string>> = {
  whole: 'Lämnas ut hel',
  masked: 'Lämnas ut maskerad',
  refused: 'Lämnas inte ut',
}

export const receivedWayNames: Readonly<Record<ReceivedWay, string>> = {
  email: 'E-post',
  post: 'Brev',
  phone: 'Telefon',
  visit: 'Besök',
}

export const deliveryNames: Readonly<Record<Delivery, string>> = {
  email: 'Med e-post',
  paper: 'På papper med post',
  pickedUp: 'Hämtas hos kommunen',
}

export const contentNames: Readonly<Record<ContentKind, string>> = {
  paper: 'Vår egen handling',
  note: 'Anteckning',
  file: 'Fil',
  locked: 'Låst',
  none: 'Uppgift i systemet',
}

export const releaseActNames: Readonly<Record<string, string>> = {
  'release.receive': 'Tog emot eller ändrade begäran',
  'release.review': 'Valde eller prövade',
  'release.decide': 'Beslutade eller avslutade',
  read: 'Läste',
}
