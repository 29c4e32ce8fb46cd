import type { Block, Cell, Paper, StatusKind } from './paper.ts'

const areas = [
  'Självbestämmande och integritet',
  'Trygghet och säkerhet',
  'Hälso- och sjukvård',
  'Personal och kompetens',
  'Dokumentation',
  'Ledning och egenkontroll',
] as const

const demands = [
  'Varje brukare har en aktuell genomförandeplan som är upprättad tillsammans med den enskilde',
  'Brukaren kan påverka hur stödet ges i vardagen',
  'Rutin för privata medel finns, är känd och följs',
  'Avvikelser rapporteras, utreds och återkopplas till medarbetarna varje månad',
  'Delegeringar är giltiga och läkemedelslistan är signerad',
  'Ny personal får introduktion enligt checklista innan den arbetar ensam',
  'Registerutdrag kontrolleras före anställning',
  'Social dokumentation förs löpande och utan dröjsmål',
  'Brandskyddsronder genomförs och dokumenteras varje kvartal',
  'Skyddsåtgärder används endast med samtycke',
] as const

const verdicts = [
  'met',
  'met',
  'met',
  'partly',
  'met',
  'met',
  'notMet',
  'met',
  'notApplicable',
  'notAssessed',
] as const

const remarks = [
  'Sex av sex planer granskade, alla uppdaterade under året.',
  'Framgår av intervjuer med två brukare och husmöten.',
  'Rutinen är daterad 2024. Två av fyra medarbetare kände till den.',
  '',
  'Stickprov i september utan anmärkning.',
] as const

/** A made-up group home, long enough to show every kind of block. */
export function samplePaper(rows = 60, repeats = 1): Paper {
  return {
    id: 'sample',
    kind: 'Uppföljningsrapport',
    title: 'Uppföljning av Tallbackens gruppbostad 2027',
    subtitle: 'Fördjupad planerad uppföljning enligt uppföljningsplanen för 2026–2027',
    municipality: 'Norrviks kommun',
    board: 'Omsorgsnämnden',
    caseNumber: 'OMN 2027/0148',
    date: '2027-03-12',
    author: 'Kim Exempel, verksamhetsstrateg',
    language: 'sv',
    accent: '#0a5a78',
    invented: 'Påhittade uppgifter. Kommunen, enheten och utföraren finns inte.',
    blocks: Array.from({ length: repeats }, () => [
      ...opening,
      ...results,
      ...judgements(rows),
      ...ending,
    ]).flat(),
  }
}

const opening: readonly Block[] = [
  { kind: 'heading', level: 1, text: 'Sammanfattning' },
  {
    kind: 'paragraph',
    text: 'Tallbackens gruppbostad ger i huvudsak ett gott stöd enligt 9 § 9 LSS. De boende är delaktiga i vardagen och genomförandeplanerna är aktuella. Två brister behöver åtgärdas skyndsamt: hanteringen av privata medel och kontrollen av registerutdrag före anställning.',
  },
  {
    kind: 'figures',
    items: [
      { value: '78 %', label: 'av kraven är uppfyllda', change: '+6 procentenheter sedan 2025' },
      { value: '3', label: 'brister, varav en allvarlig', change: '2 färre än 2025' },
      { value: '1 042 300 kr', label: 'kostnad per plats och år', change: '+2,4 % sedan 2025' },
    ],
  },
  {
    kind: 'note',
    tone: 'acute',
    title: 'En akut brist anmäldes vid besöket',
    text: 'Registerutdrag saknades för två timanställda. Enhetschefen åtgärdade bristen samma dag och besökslaget har kontrollerat det.',
  },
  { kind: 'heading', level: 1, text: 'Förslag till nämnden' },
  {
    kind: 'list',
    ordered: true,
    items: [
      'Nämnden noterar rapporten till protokollet.',
      'Nämnden begär en återrapport om åtgärderna senast den 30 september 2027.',
    ],
  },
  { kind: 'heading', level: 1, text: 'Om verksamheten och uppföljningen' },
  {
    kind: 'facts',
    rows: [
      { label: 'Enhet', value: 'Tallbackens gruppbostad, Tallbacksvägen 4' },
      { label: 'Utförare', value: 'Exempelomsorg AB (upphandlad enligt LOU)' },
      { label: 'Platser', value: '6 lägenheter, alla belagda' },
      { label: 'Avtal', value: 'OMN 2024/0031, gäller till och med 2028-04-30' },
      { label: 'Besök', value: 'Anmält besök 2027-02-03, oanmält besök 2027-02-17' },
      {
        label: 'Underlag',
        value:
          'Intervjuer med två brukare, fyra medarbetare och enhetschefen\nGranskning av sex genomförandeplaner',
      },
    ],
  },
  { kind: 'heading', level: 2, text: 'Så gjordes uppföljningen' },
  {
    kind: 'paragraph',
    text: 'Uppföljningen omfattar 60 krav ur avtalet, lagen och nämndens riktlinjer. Varje krav har bedömts av två granskare var för sig. Där bedömningarna skilde sig åt har de enats efter samtal. Utföraren har fått utkastet för faktagranskning och svarade inom tiden.\n\nBedömningarna bygger på det som kunde ses, läsas och berättas vid besöken. De säger inget om enskilda medarbetare.',
  },
]

const bars =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 120" font-family="Source Sans 3" font-size="12">' +
  [
    ['2023', 61],
    ['2025', 72],
    ['2027', 78],
  ]
    .map(([year, share], i) => bar(String(year), Number(share), i))
    .join('') +
  '</svg>'

const results: readonly Block[] = [
  { kind: 'heading', level: 1, text: 'Resultat per område' },
  {
    kind: 'table',
    caption: 'Uppfyllda krav per kvalitetsområde',
    columns: [
      { title: 'Kvalitetsområde' },
      { title: 'Krav', align: 'right' },
      { title: 'Uppfyllda', align: 'right' },
      { title: 'Andel', align: 'right' },
      { title: '2025', align: 'right' },
    ],
    rows: [
      ...areas.map((area, i): Cell[] => [
        area,
        '10',
        `${7 + (i % 3)}`,
        `${70 + (i % 3) * 10} %`,
        `${65 + i},5 %`,
      ]),
      [
        { text: 'Alla områden', strong: true },
        { text: '60', strong: true },
        { text: '47', strong: true },
        { text: '78 %', strong: true },
        { text: '72 %', strong: true },
      ],
    ],
    note: 'Krav som är ej aktuella ingår inte i andelen.',
  },
  {
    kind: 'svg',
    svg: bars,
    title: 'Andel uppfyllda krav 2023–2027',
    description:
      'Stapeldiagram. Andelen uppfyllda krav har stigit från 61 % år 2023 till 72 % år 2025 och 78 % år 2027.',
  },
  { kind: 'heading', level: 1, text: 'Brister och iakttagelser' },
  { kind: 'heading', level: 2, text: 'Privata medel' },
  {
    kind: 'paragraph',
    text: 'Rutinen för privata medel är känd av hälften av dem som intervjuades. Vid stickprov saknades kvitto för 3 av 20 utlägg.',
  },
  { kind: 'heading', level: 2, text: 'Kontroll av registerutdrag' },
  {
    kind: 'paragraph',
    text: 'Två timanställda hade börjat arbeta innan registerutdrag visats upp. Bristen är upprepad sedan 2025.',
  },
  {
    kind: 'table',
    caption: 'Brister och åtgärder',
    columns: [{ title: 'Brist' }, { title: 'Allvar' }, { title: 'Åtgärd' }, { title: 'Klart senast' }],
    rows: [
      [
        'Registerutdrag saknades för två timanställda',
        { text: '', status: 'acute' },
        'Utdrag kontrollerade samma dag',
        '2027-02-17',
      ],
      [
        'Rutin för privata medel är inte känd av alla',
        { text: '', status: 'serious' },
        'Genomgång på arbetsplatsträff, egenkontroll varje månad',
        '2027-05-31',
      ],
      [
        'Brandskyddsrond för kvartal 4 är inte undertecknad',
        { text: '', status: 'minor' },
        'Ronden undertecknas och rutinen förtydligas',
        '2027-04-15',
      ],
    ],
  },
]

function judgements(rows: number): readonly Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Bedömning av varje krav' },
    {
      kind: 'table',
      caption: 'Bedömning per krav',
      columns: [
        { title: 'Nr', width: 8 },
        { title: 'Krav', width: 42 },
        { title: 'Bedömning', width: 22 },
        { title: 'Iakttagelse', width: 36 },
      ],
      rows: Array.from({ length: rows }, (_, i): Cell[] => [
        `${Math.floor(i / 10) + 1}.${(i % 10) + 1}`,
        `${demands[i % demands.length] ?? ''}.`,
        { text: '', status: verdict(i) },
        remarks[i % remarks.length] ?? '',
      ]),
    },
  ]
}

function verdict(i: number): StatusKind {
  return verdicts[(i * 7 + Math.floor(i / 10)) % verdicts.length] ?? 'met'
}

const ending: readonly Block[] = [
  { kind: 'heading', level: 1, text: 'Utförarens yttrande' },
  {
    kind: 'quote',
    title: 'Yttrande från Exempelomsorg AB',
    text: 'Vi tackar för en saklig uppföljning. Vi delar bedömningen i stort.\nNär det gäller privata medel har rutinen nu gåtts igenom med alla medarbetare, även vikarier.\n\nVi vill framhålla att brandskyddsronden genomfördes den 14 december, men att underskriften föll bort.',
    by: 'Exempelomsorg AB, inkommet 2027-03-08. Yttrandet återges oredigerat.',
  },
  {
    kind: 'note',
    tone: 'information',
    title: 'Nästa steg',
    text: 'Åtgärdsplanen följs upp vid ett återbesök före den 30 september 2027.',
  },
  {
    kind: 'note',
    tone: 'warning',
    title: 'Avtalet löper ut 2028',
    text: 'Nämnden behöver ta ställning till förlängning senast i oktober 2027.',
  },
]

function bar(year: string, share: number, i: number): string {
  const y = 10 + i * 36
  return (
    `<text x="0" y="${y + 16}" fill="#515b66">${year}</text>` +
    `<rect x="44" y="${y}" width="${share * 4}" height="24" fill="#0a5a78"/>` +
    `<text x="${52 + share * 4}" y="${y + 16}" fill="#1b2026">${share} %</text>`
  )
}
