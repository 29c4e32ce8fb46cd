import { formatNumber, plural } from '#kernel/swedish.ts'

type Classes = { high: number; middle: number; low: number } | null

/** The risk of what is left out, in numbers by class and never by unit. */
function riskText(classes: Classes): string {
  if (!classes) return ''
  const { high, middle, low } = classes
  return ` Risk enligt riskanalysen: ${formatNumber(high)} i hög klass (4–5), ${formatNumber(middle)} i mellanklass (3) och ${formatNumber(low)} i låg klass (1–2).`
}

export const uncoveredTexts = {
  title: 'Enheter som planen inte når, och risken med det',
  lead: 'Antal enheter per riskklass. Vilka enheterna är och hur var och en är bedömd framgår inte.',
  year: 'År',
  why: 'Varför',
  units: 'Enheter',
  high: 'Hög risk (4–5)',
  middle: 'Mellan (3)',
  low: 'Låg (1–2)',
  few: 'redovisas inte',
  fewNote:
    'Riskklasser redovisas inte när enheterna är färre än fem, alla hör till samma klass eller klassen för några få skulle gå att räkna ut.',
  whys: {
    owed: 'Ska följas upp enligt reglerna, men finns inte i planen',
    partly: 'I planen, men inte så djupt eller så tidigt som krävs',
    excepted: 'Undantagna genom beslut',
    notAsked: 'Reglerna kräver ingen uppföljning det året',
  },
  professions: 'Timmar per profession',
  profession: 'Profession',
  noProfession: 'Övriga',
  hours: 'Planen behöver',
  available: 'Finns',
  professionsNote:
    'Summor för alla med samma profession. Professioner med bara en person redovisas tillsammans som övriga. Timmar för rader utan team ingår inte.',
  fill: 'Fyll i från det systemet vet',
  fillText:
    'Lägger till rader för det som saknas i planen, beslutade undantag och det ett övertaget förslag lämnade utanför. Det som redan står där ändras inte.',
  filled: (count: number) =>
    count === 0
      ? 'Inget nytt att lägga till.'
      : `${plural(count, 'rad', 'rader')} lades till. Läs igenom och ändra orden.`,
  edit: 'Det planen inte omfattar',
  none: 'Inget är skrivet än.',
  editWhere: (fields: string) => `Ändra orden under ${fields}.`,
  owed: (units: number, year: number) =>
    `${plural(units, 'enhet', 'enheter')} som ska följas upp ${year} men inte finns i planen`,
  partly: (units: number, year: number) =>
    `${plural(units, 'enhet', 'enheter')} som följs upp ${year}, men inte så djupt eller så tidigt som reglerna kräver`,
  owedWhy: (classes: Classes) =>
    `Timmarna räcker inte eller uppföljningen är inte planerad än.${riskText(classes)}`,
  area: (name: string, year: number) => `${name} ${year}`,
  areaWhy: (units: number, classes: Classes) =>
    `Området har ${plural(units, 'enhet', 'enheter')} men ingen rad i planen det året.${riskText(classes)}`,
  excepted: (rule: string, year: number, of: { area: string; units: number }) =>
    of.units === 0
      ? `${rule} ${year}, ${of.area}`
      : `${rule} ${year}, ${plural(of.units, 'enhet', 'enheter')} inom ${of.area}`,
  exceptedWhy: (reason: string, by: string, classes: Classes) =>
    `${/[.!?]$/.test(reason) ? reason : `${reason}.`} Beslutat av ${by}.${riskText(classes)}`,
  proposalLeft: (units: number, year: number, place: number) =>
    `${plural(units, 'enhet', 'enheter')} som det övertagna förslaget inte tar med ${year}${place > 0 ? ` (grund ${place + 1})` : ''}`,
  proposalWhy: (why: string, classes: Classes) => `${why}${riskText(classes)}`,
}
