/** What the columns of an imported file are called, which other names are understood, and what they mean. */
export type FieldWords = {
  readonly title: string
  /** Other headings that mean the same. */
  readonly also: readonly string[]
  readonly meaning: string
  readonly example: string
}

const from = (example: string): FieldWords => ({
  title: 'Gäller från',
  also: ['Från', 'Från och med', 'Fr.o.m.', 'Startdatum', 'Giltig från', 'Start', 'Avtalsstart', 'Börjar'],
  meaning: 'Första dagen som uppgifterna på raden gäller. Tom ruta: dagen som du anger när filen läses in.',
  example,
})

const board: FieldWords = {
  title: 'Nämnd',
  also: ['Ansvarig nämnd', 'Förvaltning'],
  meaning: 'Nämndens namn eller förkortning. Tom ruta: den nämnd som filen läses in för.',
  example: '',
}

const areas = {
  name: {
    title: 'Namn',
    also: ['Verksamhetsområde', 'Område', 'Benämning', 'Områdesnamn'],
    meaning: 'Vad verksamhetsområdet kallas.',
    example: 'Bostad med särskild service',
  },
  key: {
    title: 'Kod',
    also: ['Områdeskod', 'Nyckel', 'Id'],
    meaning: 'Kortnamn som kraven hänvisar till. Tom ruta: det görs av namnet.',
    example: 'bostad-med-sarskild-service',
  },
  laws: {
    title: 'Lagstöd',
    also: ['Lag', 'Lagar', 'Lagrum', 'Lagstiftning'],
    meaning: 'SoL, LSS och HSL, flera med komma emellan.',
    example: 'LSS, HSL',
  },
  description: {
    title: 'Beskrivning',
    also: ['Kommentar', 'Förklaring'],
    meaning: 'Vad som ingår i området.',
    example: 'Bostäder enligt 9 § 9 LSS',
  },
  from: from('2020-01-01'),
} satisfies Record<string, FieldWords>

const providers = {
  name: {
    title: 'Namn',
    also: ['Utförare', 'Utförarens namn', 'Leverantör', 'Företag', 'Bolag', 'Firma', 'Organisation'],
    meaning: 'Utförarens namn. Den egna regin är också en utförare.',
    example: 'Exempelomsorg AB',
  },
  organisationNumber: {
    title: 'Organisationsnummer',
    also: ['Orgnr', 'Org.nr', 'Org nr', 'Organisationsnr', 'Org-nummer'],
    meaning: 'Tio siffror. Lämna rutan tom för enskild firma: numret är ett personnummer.',
    example: '556000-0753',
  },
  kind: {
    title: 'Slag',
    also: ['Typ', 'Ägarform', 'Utförartyp', 'Regi', 'Driftsform'],
    meaning: 'Kommunens egen regi, Privat företag, Idéburen organisation eller Annan kommun eller region.',
    example: 'Privat företag',
  },
  email: {
    title: 'E-post',
    also: ['E-postadress', 'Epost', 'Mejl', 'Mail', 'E-mail'],
    meaning: 'Utförarens gemensamma adress.',
    example: 'kontakt@exempelomsorg.example',
  },
  seen: {
    title: 'Ledningssystemet senast granskat',
    also: ['Ledningssystem', 'Ledningssystem granskat'],
    meaning: 'Dagen då kommunen senast tog del av utförarens ledningssystem för kvalitet.',
    example: '2026-03-12',
  },
  from: from('2020-01-01'),
} satisfies Record<string, FieldWords>

const units = {
  code: {
    title: 'Enhetskod',
    also: ['Kod', 'Enhets-id', 'Enhetsid', 'Enhetsnummer', 'Enhetsnr', 'Id'],
    meaning: 'Kommunens egen kod. Den är densamma hela tiden. Nollor i början behålls om cellen är text.',
    example: '0042',
  },
  name: {
    title: 'Namn',
    also: ['Enhet', 'Enhetsnamn', 'Enhetens namn', 'Benämning'],
    meaning: 'Enhetens namn.',
    example: 'Ekbackens gruppbostad',
  },
  provider: {
    title: 'Utförare',
    also: ['Leverantör', 'Driftas av', 'Bolag', 'Huvudman'],
    meaning: 'Namn eller organisationsnummer. Utföraren kan stå på bladet Utförare i samma fil.',
    example: 'Exempelomsorg AB',
  },
  area: {
    title: 'Verksamhetsområde',
    also: ['Verksamhet', 'Verksamhetstyp', 'Insats', 'Boendeform'],
    meaning: 'Områdets namn eller kod. Området kan stå på bladet Verksamhetsområden i samma fil.',
    example: 'Bostad med särskild service',
  },
  form: {
    title: 'Driftform',
    also: ['Driftsform', 'Regi', 'Regiform', 'Utförandeform'],
    meaning: 'Egen regi, Upphandlad (LOU), Valfrihetssystem (LOV), Idéburen eller Individavtal.',
    example: 'Upphandlad (LOU)',
  },
  laws: {
    title: 'Lagstöd',
    also: ['Lag', 'Lagar', 'Lagrum'],
    meaning: 'SoL, LSS och HSL, flera med komma emellan. Tom ruta: samma som verksamhetsområdet.',
    example: 'LSS, HSL',
  },
  district: {
    title: 'Område',
    also: ['Stadsdel', 'Distrikt', 'Geografiskt område', 'Kommundel'],
    meaning: 'Del av kommunen.',
    example: 'Norra',
  },
  address: {
    title: 'Adress',
    also: ['Gatuadress', 'Besöksadress'],
    meaning: 'Besöksadress.',
    example: 'Ekvägen 4',
  },
  places: {
    title: 'Platser',
    also: ['Antal platser', 'Lägenheter', 'Antal lägenheter', 'Boendeplatser'],
    meaning: 'Antal platser, ett helt tal.',
    example: '6',
  },
  manager: {
    title: 'Enhetschef',
    also: ['Chef', 'Verksamhetschef', 'Föreståndare', 'Ansvarig chef'],
    meaning: 'Namn på den som leder enheten.',
    example: 'Anna Exempel',
  },
  status: {
    title: 'Läge',
    also: ['Status'],
    meaning: 'Planerad, I drift, Vilande eller Avslutad. Tom ruta: I drift för en ny enhet.',
    example: 'I drift',
  },
  licence: {
    title: 'Tillstånd',
    also: ['IVO-tillstånd', 'Tillståndsnummer'],
    meaning: 'Tillstånd från IVO, om det behövs.',
    example: '',
  },
  board,
  from: from('2021-03-01'),
} satisfies Record<string, FieldWords>

const agreements = {
  title: {
    title: 'Avtal',
    also: ['Rubrik', 'Avtalsnamn', 'Avtalets namn', 'Benämning', 'Namn'],
    meaning: 'Vad avtalet kallas.',
    example: 'Drift av Ekbackens gruppbostad',
  },
  provider: {
    title: 'Utförare',
    also: ['Leverantör', 'Avtalspart', 'Motpart', 'Bolag'],
    meaning: 'Namn eller organisationsnummer.',
    example: 'Exempelomsorg AB',
  },
  kind: {
    title: 'Slag',
    also: ['Avtalstyp', 'Typ', 'Avtalsform'],
    meaning:
      'LOU, LOV, Verksamhetsuppdrag, Överenskommelse i egen regi, Individavtal eller IOP. Det går inte att ändra i efterhand.',
    example: 'LOU',
  },
  caseNumber: {
    title: 'Diarienummer',
    also: ['Dnr', 'Diarienr', 'Avtalsnummer', 'Ärendenummer'],
    meaning: 'Avtalets diarienummer. Avtalet känns igen på diarienummer, utförare och rubrik.',
    example: 'OMS 2021/17',
  },
  status: {
    title: 'Status',
    also: ['Läge', 'Avtalsstatus'],
    meaning: 'Utkast, Antaget eller Avslutat. Tom ruta: Antaget för ett nytt avtal.',
    example: 'Antaget',
  },
  from: from('2021-03-01'),
  to: {
    title: 'Gäller till och med',
    also: ['Slutdatum', 'Till', 'Till och med', 'T.o.m.', 'Avtalsslut', 'Giltig till', 'Slut', 'Upphör'],
    meaning: 'Sista dagen som avtalet gäller. Tom ruta: tills vidare.',
    example: '2027-02-28',
  },
  decidedOn: {
    title: 'Beslutat',
    also: ['Beslutsdatum', 'Beslutsdag', 'Tecknat'],
    meaning: 'Dagen då avtalet beslutades.',
    example: '2020-11-18',
  },
  extensionUntil: {
    title: 'Kan förlängas till',
    also: ['Förlängning', 'Option till', 'Förlängning till', 'Optionsdatum'],
    meaning: 'Sista dagen om avtalet förlängs.',
    example: '2029-02-28',
  },
  extensionDecisionBy: {
    title: 'Beslut om förlängning senast',
    also: ['Beslut senast', 'Förlängningsbeslut senast', 'Uppsägning senast'],
    meaning: 'Dagen då förlängningen senast ska vara beslutad.',
    example: '2026-08-31',
  },
  catalogue: {
    title: 'Kravkatalog',
    also: ['Katalogversion', 'Kravversion'],
    meaning: 'Nummer på den version av kravkatalogen som gäller. Tom ruta: den senast publicerade.',
    example: '1',
  },
  units: {
    title: 'Enheter',
    also: ['Omfattar', 'Enhetskoder', 'Enhet', 'Enhetskod'],
    meaning: 'Koder för de enheter som avtalet omfattar, med komma emellan. Tom ruta: som förut.',
    example: '0042',
  },
  board,
} satisfies Record<string, FieldWords>

const people = {
  name: {
    title: 'Namn',
    also: ['Person', 'Förnamn och efternamn', 'För- och efternamn'],
    meaning: 'För- och efternamn.',
    example: 'Anna Exempel',
  },
  email: {
    title: 'E-post',
    also: ['E-postadress', 'Epost', 'Mejl', 'Mail', 'E-mail', 'Användarnamn'],
    meaning: 'Används för att logga in. En person med flera roller får en rad per roll.',
    example: 'anna@exempelomsorg.example',
  },
  role: {
    title: 'Roll',
    also: ['Behörighet', 'Behörighetsroll'],
    meaning: 'En roll som den heter i Uppsikt, till exempel Uppföljare eller Enhetschef.',
    example: 'Enhetschef',
  },
  board,
  provider: {
    title: 'Utförare',
    also: ['Leverantör', 'Bolag', 'Arbetsgivare'],
    meaning: 'För den som arbetar hos en utförare.',
    example: 'Exempelomsorg AB',
  },
  unit: {
    title: 'Enhet',
    also: ['Enhetskod', 'Kod'],
    meaning: 'Enhetens kod, om rollen bara gäller en enhet.',
    example: '0042',
  },
  profession: {
    title: 'Yrke',
    also: ['Titel', 'Yrkestitel', 'Befattning'],
    meaning: 'Till exempel socionom eller sjuksköterska.',
    example: 'Socionom',
  },
  from: from('2026-01-01'),
  to: {
    title: 'Till och med',
    also: ['Till', 'T.o.m.', 'Slutdatum', 'Upphör'],
    meaning: 'Sista dagen med rollen. Tom ruta: tills vidare.',
    example: '',
  },
} satisfies Record<string, FieldWords>

/** In the order of the columns of the templates. */
export const fieldWords = { areas, providers, units, agreements, people }

/** The words that are understood for each choice; the first is the one the templates show. */
export const choiceWords = {
  providerKind: {
    municipal: ['Kommunens egen regi', 'Egen regi', 'Kommunal', 'Kommun', 'Offentlig'],
    private: ['Privat företag', 'Privat', 'Företag', 'Aktiebolag', 'AB', 'Enskild firma', 'Extern'],
    nonProfit: ['Idéburen organisation', 'Idéburen', 'Förening', 'Stiftelse', 'Ideell', 'Ideell förening'],
    otherMunicipality: ['Annan kommun eller region', 'Annan kommun', 'Region', 'Kommunalförbund'],
  },
  operatingForm: {
    inHouse: ['Egen regi', 'Kommunal', 'Kommunal regi', 'Kommunal drift'],
    procured: ['Upphandlad (LOU)', 'Upphandlad', 'LOU', 'Entreprenad', 'Upphandlad LOU'],
    choiceSystem: ['Valfrihetssystem (LOV)', 'Valfrihetssystem', 'LOV', 'Valfrihet'],
    nonProfit: ['Idéburen', 'IOP', 'Ideell'],
    individualAgreement: ['Individavtal', 'Enskild plats', 'Direktupphandlad plats', 'Ramavtal'],
  },
  unitStatus: {
    planned: ['Planerad', 'Kommande', 'Planeras'],
    active: ['I drift', 'Aktiv', 'Öppen', 'Pågående', 'Igång'],
    paused: ['Vilande', 'Pausad', 'Tillfälligt stängd'],
    ended: ['Avslutad', 'Stängd', 'Nedlagd', 'Upphört'],
  },
  agreementKind: {
    lou: ['LOU', 'Upphandlat avtal (LOU)', 'Upphandlat', 'Upphandlat avtal', 'Entreprenad'],
    lov: ['LOV', 'Avtal i valfrihetssystem (LOV)', 'Valfrihetssystem'],
    mandate: ['Verksamhetsuppdrag', 'Uppdrag'],
    internal: ['Överenskommelse i egen regi', 'Överenskommelse', 'Intern överenskommelse', 'Internt avtal'],
    individual: ['Individavtal', 'Enskild plats'],
    iop: ['IOP', 'Partnerskap med idéburen (IOP)', 'Idéburet offentligt partnerskap'],
  },
  agreementStatus: {
    drafted: ['Utkast', 'Under arbete'],
    adopted: ['Antaget', 'Gäller', 'Aktivt', 'Tecknat', 'Pågående'],
    ended: ['Avslutat', 'Uppsagt', 'Upphört', 'Uppsagt eller avslutat'],
  },
  laws: {
    SoL: ['SoL', 'Socialtjänstlagen'],
    LSS: ['LSS', 'Lag om stöd och service till vissa funktionshindrade'],
    HSL: ['HSL', 'Hälso- och sjukvårdslagen'],
  },
} as const
