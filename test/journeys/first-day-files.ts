import { toXlsxSheets } from '#platform/tabular/xlsx.ts'
import { dayFromNow } from './steps.ts'

/** The municipality's own registers, as its Excel has them: the headings are the templates', except one. */
type Table = { name: string; headings: readonly string[]; rows: readonly (string | number)[][] }

export async function workbook(name: string, tables: readonly Table[]) {
  const sheets = tables.map((table) => ({
    name: table.name,
    columns: table.headings.map((title) => ({ title, type: 'text' as const })),
    rows: table.rows,
  }))
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { name, mimeType, buffer: Buffer.from(await toXlsxSheets(sheets)) }
}

/** "Vad huset heter" is what this municipality calls the name of a unit: nobody can guess it. */
export function registers(providerOfTheFirst: string): Table[] {
  const area = 'Bostad med särskild service'
  return [
    {
      name: 'Verksamhetsområden',
      headings: ['Namn', 'Lagstöd', 'Beskrivning'],
      rows: [['Träffpunkter', 'SoL', 'Öppna mötesplatser utan beslut om bistånd']],
    },
    {
      name: 'Utförare',
      headings: ['Namn', 'Organisationsnummer', 'Slag'],
      rows: [
        ['Tallbackens Omsorg AB', '556000-0753', 'Privat företag'],
        ['Omsorgsförvaltningen', '', 'Kommunens egen regi'],
      ],
    },
    {
      name: 'Enheter',
      headings: ['Enhetskod', 'Vad huset heter', 'Utförare', 'Verksamhetsområde', 'Driftform', 'Platser'],
      rows: [
        ['0101', 'Tallens gruppbostad', providerOfTheFirst, area, 'Upphandlad (LOU)', 6],
        ['0102', 'Granens gruppbostad', 'Tallbackens Omsorg AB', area, 'Upphandlad (LOU)', 5],
        ['0201', 'Lindens gruppbostad', 'Omsorgsförvaltningen', area, 'Egen regi', 6],
        ['0202', 'Torgets träffpunkt', 'Omsorgsförvaltningen', 'Träffpunkter', 'Egen regi', 0],
      ],
    },
    {
      name: 'Avtal',
      headings: [
        'Avtal',
        'Utförare',
        'Slag',
        'Diarienummer',
        'Gäller från',
        'Gäller till och med',
        'Kan förlängas till',
        'Beslut om förlängning senast',
        'Enheter',
      ],
      rows: [
        [
          'Drift av Tallens gruppbostad',
          'Tallbackens Omsorg AB',
          'LOU',
          'OMS 2023/17',
          dayFromNow(-1000),
          dayFromNow(120),
          dayFromNow(850),
          dayFromNow(20),
          '0101',
        ],
      ],
    },
  ]
}

export const people: Table = {
  name: 'Personer',
  headings: ['Namn', 'E-post', 'Roll', 'Nämnd', 'Utförare', 'Enhet', 'Yrke'],
  rows: [
    ['Ulla Uppföljare', 'ulla@kommun.example', 'Uppföljare', 'OMS', '', '', 'Socionom'],
    ['Enar Enhetschef', 'enar@tallbacken.example', 'Enhetschef', '', 'Tallbackens Omsorg AB', '0101', ''],
  ],
}
