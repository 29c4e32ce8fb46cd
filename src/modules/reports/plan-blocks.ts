import { formatDate } from '#kernel/dates.ts'
import { formatNumber, formatPercent } from '#kernel/swedish.ts'
import type { PlanContent, PlanContentItem } from '#modules/plans/rules.ts'
import type { Block, Cell } from '#platform/documents/document.ts'
import { planPaperTexts as t } from '#texts/sv/plan-papers.ts'
import { uncoveredTexts as u } from '#texts/sv/uncovered.ts'
import { textBlocks } from './blocks-text.ts'
import type { Section } from './rules.ts'

/** The memo's parts come first, as the board reads them; these belong to the plan behind it. */
const ofThePlan = ['purpose', 'feedback']

/** The paper of a plan: the memo, then the plan with years across and the areas in the cells. */
export function planBlocks(plan: PlanContent, sections: readonly Section[]): Block[] {
  const written = (wanted: (key: string) => boolean) =>
    sections.filter(({ key }) => wanted(key)).flatMap(sectionBlocks)
  return [
    ...written((key) => !ofThePlan.includes(key)),
    ...decision(plan),
    ...difference(plan),
    ...heading(t.planHead(yearsOf(plan))),
    ...written((key) => key === 'purpose').map(lowered),
    ...textPart(t.basis, plan.basis),
    ...focus(plan),
    ...heading(t.table, 2),
    yearTable(plan),
    ...plan.years.flatMap((year) => itemTable(plan, year)),
    ...coverage(plan),
    ...resources(plan),
    ...professionsTable(plan),
    ...notCovered(plan),
    ...uncoveredTable(plan),
    ...textPart(t.risk, plan.riskAnalysis),
    ...written((key) => key === 'feedback').map(lowered),
  ]
}

function sectionBlocks({ title, text }: Section): Block[] {
  return text.trim() === '' ? [] : [...heading(title), ...textBlocks(text)]
}

/** Parts of the plan stand one level under its own heading. */
function lowered(block: Block): Block {
  return block.kind === 'heading' ? { ...block, level: 2 } : block
}

function heading(text: string, level: 1 | 2 = 1): Block[] {
  return [{ kind: 'heading', level, text }]
}

function textPart(title: string, text: string): Block[] {
  return text.trim() === '' ? [] : [...heading(title, 2), ...textBlocks(text)]
}

function yearsOf({ years }: PlanContent): string {
  const [first, last] = [years.at(0), years.at(-1)]
  return first === last ? String(first ?? '') : `${first}–${last}`
}

function decision({ decision: taken }: PlanContent): Block[] {
  if (!taken) return []
  const where = [taken.paragraph, taken.delegationPoint].filter(Boolean).join(', ')
  const text = [`${formatDate(taken.decidedOn)}${where ? `, ${where}` : ''}`, taken.wording]
  return [{ kind: 'note', tone: 'information', title: t.decision, text: text.filter(Boolean).join('\n\n') }]
}

function difference({ difference: change }: PlanContent): Block[] {
  if (!change) return []
  return [...heading(t.difference(change.from)), { kind: 'list', items: change.sentences }]
}

function focus({ focusAreas }: PlanContent): Block[] {
  const full = focusAreas.filter(({ areas }) => areas.length > 0)
  if (full.length === 0) return []
  return [
    ...heading(t.focus, 2),
    ...full.flatMap(({ year, areas }): Block[] => [
      { kind: 'paragraph', text: `${t.focusOf(year)}:` },
      { kind: 'list', items: areas },
    ]),
  ]
}

function yearTable({ years, rows }: PlanContent): Block {
  return {
    kind: 'table',
    caption: t.table,
    columns: [
      { title: t.activity, width: 24 },
      ...years.map((year) => ({ title: String(year), width: 76 / years.length })),
    ],
    rows: rows.map(({ title, cells }): Cell[] => [
      { text: title, strong: true },
      ...cells.map((lines) => lines.join('\n') || '–'),
    ]),
  }
}

function itemTable(plan: PlanContent, year: number): Block[] {
  const items = plan.items.filter((item) => item.year === year)
  if (items.length === 0) return []
  const hidden = items.some((item) => !item.announced)
  return [
    {
      kind: 'table',
      caption: t.items(year),
      columns: [
        { title: t.when, width: 12 },
        { title: t.what, width: 19 },
        { title: t.area, width: 22 },
        { title: t.kind, width: 19 },
        { title: t.why, width: 28 },
      ],
      rows: items.map(itemRow),
      ...(hidden ? { note: t.unannounced } : {}),
    },
  ]
}

function itemRow(item: PlanContentItem): Cell[] {
  const what = [item.subject, item.otherBoard && `(${item.otherBoard})`].filter(Boolean).join(' ')
  const kind = `${item.kind}, ${item.depth.toLowerCase()}`
  return [item.when, what, item.area, kind, [item.origin, item.why].filter(Boolean).join('. ')]
}

function coverage({ coverage: rows }: PlanContent): Block[] {
  const asked = rows.filter((row) => row.asked > 0)
  if (asked.length === 0) return []
  return [
    ...heading(t.coverage, 2),
    {
      kind: 'table',
      caption: t.coverage,
      columns: [
        { title: t.area, width: 25 },
        { title: t.year, width: 8 },
        { title: t.rule, width: 25 },
        { title: t.asked, align: 'right', width: 12 },
        { title: t.planned, align: 'right', width: 11 },
        { title: t.share, align: 'right', width: 10 },
        { title: t.exceptions, width: 20 },
      ],
      rows: asked.map((row): Cell[] => [
        row.area,
        String(row.year),
        row.rule,
        { text: formatNumber(row.asked), value: row.asked },
        { text: formatNumber(row.planned), value: row.planned },
        row.share === null ? '–' : { text: formatPercent(row.share), value: row.share, percent: true },
        row.exceptions.join('\n'),
      ]),
    },
  ]
}

function resources({ resources: rows }: PlanContent): Block[] {
  const figure = (value: number): Cell => ({ text: formatNumber(value), value })
  return [
    ...heading(t.resources, 2),
    {
      kind: 'table',
      caption: t.resourcesTable,
      columns: [t.year, t.itemsColumn, t.inDepth, t.hours, t.available].map((title, at) => ({
        title,
        width: 20,
        ...(at > 0 ? { align: 'right' as const } : {}),
      })),
      rows: rows.map((row): Cell[] => [
        String(row.year),
        figure(row.items),
        figure(row.inDepth),
        figure(row.hours),
        row.available === null ? t.noHours : figure(row.available),
      ]),
    },
  ]
}

function notCovered({ notCovered: rows }: PlanContent): Block[] {
  const said: Block =
    rows.length === 0
      ? { kind: 'paragraph', text: t.noneLeftOut }
      : {
          kind: 'table',
          caption: t.notCovered,
          columns: [
            { title: t.notCoveredWhat, width: 40 },
            { title: t.notCoveredWhy, width: 60 },
          ],
          rows: rows.map(({ what, why }) => [what, why]),
        }
  return [...heading(t.notCovered, 2), said]
}

/** Sums over all people of a profession; never what one person has. */
function professionsTable({ professions = [] }: PlanContent): Block[] {
  if (professions.length === 0) return []
  const figure = (value: number): Cell => ({ text: formatNumber(value), value })
  return [
    {
      kind: 'table',
      caption: u.professions,
      columns: [
        { title: u.year, width: 15 },
        { title: u.profession, width: 45 },
        { title: u.hours, align: 'right', width: 20 },
        { title: u.available, align: 'right', width: 20 },
      ],
      rows: professions.map((row): Cell[] => [
        String(row.year),
        row.profession || u.noProfession,
        figure(row.hours),
        row.available === null ? t.noHours : figure(row.available),
      ]),
      note: u.professionsNote,
    },
  ]
}

/** The risk of what is left out, in numbers of units by class: the paper is public and a unit's risk is not. */
function uncoveredTable({ uncovered = [] }: PlanContent): Block[] {
  if (uncovered.length === 0) return []
  const figure = (value: number | undefined): Cell =>
    value === undefined ? u.few : { text: formatNumber(value), value }
  const isHidden = uncovered.some(({ classes }) => classes === null)
  return [
    {
      kind: 'table',
      caption: u.title,
      columns: [
        { title: u.year, width: 9 },
        { title: u.why, width: 35 },
        { title: u.units, align: 'right', width: 11 },
        { title: u.high, align: 'right', width: 15 },
        { title: u.middle, align: 'right', width: 15 },
        { title: u.low, align: 'right', width: 15 },
      ],
      rows: uncovered.map((row): Cell[] => [
        String(row.year),
        u.whys[row.why],
        figure(row.units),
        figure(row.classes?.high),
        figure(row.classes?.middle),
        figure(row.classes?.low),
      ]),
      ...(isHidden ? { note: u.fewNote } : {}),
    },
  ]
}
