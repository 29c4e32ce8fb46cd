/** The kinds of report over a period, what each is for, and the words that are theirs alone. */
export const reportTypeTexts = {
  halfYear: {
    name: 'Halvårsrapport',
    what: 'Resultatet av uppföljningarna, till nämnden två gånger om året. För ett halvår.',
  },
  quarter: {
    name: 'Kvartalssammanställning',
    what: 'Mönster och trender, till process- och kvalitetsrådet. För ett kvartal.',
  },
  year: { name: 'Årsrapport', what: 'Hela årets uppföljning, till nämnden. För ett år.' },
  quality: {
    name: 'Kvalitetsberättelse',
    what: 'Årets kvalitetsarbete med en kort sammanfattning av resultatet. För ett år.',
  },
  patientSafety: {
    name: 'Patientsäkerhetsberättelse',
    what: 'Hälso- och sjukvården under året. Räknar bara krav enligt hälso- och sjukvårdslagen. MAS eller kvalitetsstrategen fastställer. För ett år.',
  },
  annual: {
    name: 'Text till verksamhetsberättelsen',
    what: 'En kort text om årets resultat, att ta in i verksamhetsberättelsen. För ett år.',
  },
  thenNow: {
    name: 'Då och nu',
    what: 'Varje verksamhetsområde i fyra delar: då, förväntade effekter, nu och fortsatt arbete. För vilken period som helst.',
  },
} as const

export const levelTexts = {
  strategic: { name: 'Strategisk', forum: 'nämnden' },
  tactical: { name: 'Taktisk', forum: 'process- och kvalitetsrådet' },
  operative: { name: 'Operativ', forum: 'verksamhetschefer och enhetschefer' },
} as const

export const periodKindTexts = {
  type: 'Slag av rapport',
  level: 'Nivå',
  levelHint: 'Nivån avgör vart rapporten går. Utan val gäller den som är vanlig för slaget.',
  usual: 'Den vanliga för slaget',
  goesTo: (level: string, forum: string) => `${level} nivå. Går till ${forum}.`,
  goes: 'Går till',
  fixes: 'Fastställs av',
  owner: 'MAS eller kvalitetsstrategen',
  notOwner: 'Rapporten fastställs av MAS eller kvalitetsstrategen.',
  lawNote: 'Krav enligt hälso- och sjukvårdslagen',
  lawText: 'Siffror och tabeller gäller bara krav enligt hälso- och sjukvårdslagen.',

  blocks: {
    then: 'Då',
    expected: 'Förväntade effekter',
    now: 'Nu',
    next: 'Fortsatt arbete',
  },
  blockTitle: (area: string, block: string) => `${area}: ${block.toLowerCase()}`,
  wholeBoard: 'Hela nämnden',
  emptyBlock: 'Inget är skrivet här.',
  emptyHint: 'Delen är tom. I rapporten står det att inget är skrivet.',

  sources: 'Underlag för analysen',
  sourcesLead:
    'Ange för varje underlag om det fanns eller saknades. Alla ska ha ett svar innan rapporten fastställs.',
  source: 'Underlag',
  standing: 'Finns eller saknas',
  present: 'Finns',
  missing: 'Saknas',
  unanswered: 'Inget svar',
  note: 'Anteckning',
  lacksSource: (name: string) => `svar om underlaget ”${name}”`,
  saveSources: 'Spara underlagen',
  sourcesSaved: 'Underlagen är sparade.',
  answered: (n: number, all: number) => `${n} av ${all} har svar`,
  sourceNames: {
    annualAccount: 'Verksamhetsberättelse',
    internalControl: 'Intern kontroll',
    qualityReports: 'Kvalitetsberättelser från verksamheterna',
    privateReports: 'Rapporter från privata utförare',
    userSurveys: 'Nationella brukarundersökningar',
    registers: 'Kvalitetsregister',
    ownSystems: 'Egna verksamhetssystem',
    deviations: 'Avvikelser och klagomål',
  },
} as const
