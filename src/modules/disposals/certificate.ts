import { formatDate, formatDateTime, todayIn, type IsoDate } from '#kernel/dates.ts'
import { formatNumber } from '#kernel/swedish.ts'
import type { Block, Paper } from '#platform/documents/document.ts'
import { actionNames, disposalTexts as t, heldNames, kindNames, kindTexts } from '#texts/sv/disposals.ts'
import type { HeldReason, Kind } from './rules.ts'

export type Listed = {
  readonly label: string
  readonly happenedOn: IsoDate
  readonly amount: number
  readonly held: HeldReason | null
}

export type CertificateOf = {
  id: string
  number: number
  kind: Kind
  boardName: string
  beforeOn: IsoDate
  note: string
  rule: { years: number | null; ground: string; decidedBy: string; decidedOn: IsoDate; reference: string }
  proposed: { name: string; at: Date }
  approved: { name: string; at: Date }
  doneAt: Date
  backupDays: number
  backupsUntil: IsoDate
  items: readonly Listed[]
  municipality: { name: string; accent: string; isInvented: boolean }
}

/**
 * The certificate of a disposal (gallringsbevis): what is gone, by which rule and by whom, what was kept and why, and for
 * how long backups may still hold it. It names records by title only, and lives on when they are gone.
 */
export function certificatePaper(given: CertificateOf): Paper {
  const gone = given.items.filter((item) => item.held === null)
  const kept = given.items.filter((item) => item.held !== null)
  return {
    id: given.id,
    kind: t.paperKind,
    title: t.paperTitle(given.number, kindNames[given.kind]),
    municipality: given.municipality.name,
    board: given.boardName,
    date: todayIn(given.doneAt),
    author: given.approved.name,
    language: 'sv',
    accent: given.municipality.accent,
    ...(given.municipality.isInvented ? { invented: t.invented } : {}),
    blocks: [
      whatFacts(given, gone, kept),
      ...ruleBlocks(given),
      ...whoBlocks(given),
      ...backupBlocks(given),
      ...(given.note === '' ? [] : [heading(t.note), paragraph(given.note)]),
      ...goneBlocks(gone),
      ...keptBlocks(kept),
    ],
  }
}

const heading = (text: string): Block => ({ kind: 'heading', level: 1, text })
const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
const sum = (items: readonly Listed[]) => formatNumber(items.reduce((all, { amount }) => all + amount, 0))

function whatFacts(
  { kind, beforeOn }: CertificateOf,
  gone: readonly Listed[],
  kept: readonly Listed[],
): Block {
  return {
    kind: 'facts',
    rows: [
      { label: t.kind, value: `${kindNames[kind]}. ${kindTexts[kind].what}` },
      { label: t.before, value: formatDate(beforeOn) },
      { label: t.paperDisposed, value: sum(gone) },
      { label: t.paperHeld, value: sum(kept) },
    ],
  }
}

function ruleBlocks({ rule, kind }: CertificateOf): Block[] {
  const { years, ground, decidedBy, decidedOn, reference } = rule
  const when = years === null ? '' : ` ${t.afterYears(years, kindTexts[kind].event)}`
  return [
    heading(t.paperRule),
    paragraph(`${actionNames.dispose}${when}.`),
    paragraph(
      [`${t.decidedLine(decidedBy, formatDate(decidedOn), reference)}.`, ground && `${ground}.`]
        .filter(Boolean)
        .join(' '),
    ),
  ]
}

function whoBlocks({ proposed, approved, doneAt }: CertificateOf): Block[] {
  const by = ({ name, at }: { name: string; at: Date }) => t.paperBy(name, formatDateTime(at))
  return [
    heading(t.paperWho),
    {
      kind: 'facts',
      rows: [
        { label: t.paperProposed, value: by(proposed) },
        { label: t.paperApproved, value: by(approved) },
        { label: t.paperDone, value: t.paperSystem(formatDateTime(doneAt)) },
      ],
    },
  ]
}

function backupBlocks({ backupDays, backupsUntil }: CertificateOf): Block[] {
  const text = backupDays === 0 ? t.paperBackupsNone : t.paperBackupsUntil(formatDate(backupsUntil))
  return [heading(t.paperBackups), paragraph(text)]
}

function goneBlocks(gone: readonly Listed[]): Block[] {
  if (gone.length === 0) return [heading(t.paperList), paragraph(t.paperNone)]
  return [
    heading(t.paperList),
    paragraph(t.paperListLead),
    {
      kind: 'table',
      caption: t.partsDisposed,
      columns: [
        { title: t.item },
        { title: t.happenedOn, width: 20 },
        { title: t.amount, align: 'right', width: 10 },
      ],
      rows: gone.map(({ label, happenedOn, amount }) => [label, happenedOn, formatNumber(amount)]),
    },
  ]
}

function keptBlocks(kept: readonly Listed[]): Block[] {
  if (kept.length === 0) return []
  return [
    heading(t.paperHeldList),
    paragraph(t.paperHeldLead),
    {
      kind: 'table',
      caption: t.keptOn,
      columns: [
        { title: t.item },
        { title: t.amount, align: 'right', width: 10 },
        { title: t.why, width: 40 },
      ],
      rows: kept.map(({ label, amount, held }) => [label, formatNumber(amount), held ? heldNames[held] : '']),
    },
  ]
}
