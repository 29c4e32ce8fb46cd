import { addDays, type IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { choiceWords } from '#texts/sv/import-fields.ts'
import { importFaults as t } from '#texts/sv/imports.ts'
import { planCoverage, type CoverageChange } from './coverage.ts'
import type { AgreementFactsRow, Known, KnownAgreement } from './known.ts'
import { folded } from './nearest.ts'
import type { Settings } from './plan-base.ts'
import type { Refer } from './refer.ts'
import {
  blame,
  checkBoard,
  dateIn,
  hasColumn,
  makeOnce,
  numberIn,
  planned,
  textIn,
  titleOf,
  type PlannedRow,
  type Row,
} from './rows.ts'
import type { RowChange } from './rules.ts'
import { lay, nearestFacts, stateFor } from './time.ts'

type Given = { known: Known; refer: Refer; settings: Settings }
export type TouchedAgreement = { agreement: KnownAgreement; row: Row; coverage: CoverageChange[] }

export function planAgreements(rows: readonly Row[], given: Given) {
  const once = makeOnce()
  const find = makeFinder(rows, given)
  const touched = new Map<string, TouchedAgreement>()
  const results = rows.map((row): PlannedRow => {
    checkBoard(row, given.known.boards, given.known.boardId)
    const agreement = find(row)
    const label = [textIn(row, 'caseNumber'), textIn(row, 'title')].filter(Boolean).join(' ')
    if (!agreement) return planned(row, { label, targetId: null, isNew: true, changes: [] })
    const from = dateIn(row, 'from') ?? given.settings.from
    once(row, 'title', `${agreement.id} ${from}`)
    return planOne(row, { agreement, from, label, given, touched })
  })
  return { results, touched: [...touched.values()] }
}

type One = {
  agreement: KnownAgreement
  from: IsoDate
  label: string
  given: Given
  touched: Map<string, TouchedAgreement>
}

function planOne(row: Row, one: One): PlannedRow {
  const { agreement, from, label, given, touched } = one
  const isNew = agreement.isNew && agreement.states.length === 0
  const held = stateFor(agreement, from, dateIn(row, 'from') !== null)
  const facts = factsOf(row, agreement, { ...given, from })
  const to = endOf(row, { from, held: held?.validTo })
  const changes = [...movedFrom(held, from), ...changesOf(held, { facts, to }, given.known)]
  const coverage = planCoverage(row, agreement, { ...given, from })
  if (row.faults.length === 0 && changes.length + coverage.changes.length > 0) {
    if (changes.length > 0) layOn(row, one, { facts, to })
    agreement.covered = coverage.covered
    touch(touched, { agreement, row, coverage: coverage.changes })
  }
  const told = isNew ? [] : [...changes, ...coverage.told]
  return planned(row, { label, targetId: agreement.id, isNew, changes: told })
}

function layOn(row: Row, { agreement, from, given }: One, { facts, to }: Ended): void {
  const refused = lay(agreement, { ...given.settings, facts, from, ...(to === undefined ? {} : { to }) })
  if (refused) blame(row, 'to', t.overlapsLater, t.overlapsLaterAdvice)
}

function touch(touched: One['touched'], one: TouchedAgreement): void {
  const earlier = touched.get(one.agreement.id)
  const merged = earlier && { ...earlier, coverage: [...earlier.coverage, ...one.coverage] }
  touched.set(one.agreement.id, merged ?? one)
}

function movedFrom(held: object | undefined, from: IsoDate): RowChange[] {
  return held ? [] : [{ fact: titleOf('agreements', 'from'), from: '', to: from }]
}

/** The file says the last day, the table the first day after it. Undefined: the file does not say. */
function endOf(
  row: Row,
  { from, held }: { from: IsoDate; held: IsoDate | null | undefined },
): IsoDate | null | undefined {
  if (!hasColumn(row, 'to')) return held
  const last = dateIn(row, 'to')
  if (last !== null && last < from) blame(row, 'to', t.beforeFrom, t.checkDates)
  return last === null ? null : addDays(last, 1)
}

/**
 * An agreement has no number of its own in municipalities' lists: it is known again by case number, provider and title,
 * and with a new title where just one agreement and one row of the file share case number and provider.
 */
function makeFinder(rows: readonly Row[], { known, refer }: Given) {
  const fullKey = (one: { caseNumber: string; providerId: string }, title: string) =>
    `${folded(one.caseNumber)} ${one.providerId} ${folded(title)}`
  const exact = new Map<string, KnownAgreement>()
  for (const agreement of known.agreements)
    for (const state of agreement.states) exact.set(fullKey(agreement, state.facts.title), agreement)
  const byCase = Map.groupBy(
    known.agreements,
    ({ caseNumber, providerId }) => `${folded(caseNumber)} ${providerId}`,
  )
  const rowsOfCase = Map.groupBy(
    rows,
    (row) => `${folded(textIn(row, 'caseNumber'))} ${folded(textIn(row, 'provider'))}`,
  )
  const claimed = new Set<string>()
  const renamed = (row: Row, providerId: string): KnownAgreement | undefined => {
    const number = folded(textIn(row, 'caseNumber'))
    const rowsAlike = rowsOfCase.get(`${number} ${folded(textIn(row, 'provider'))}`) ?? []
    const alike = (byCase.get(`${number} ${providerId}`) ?? []).filter(({ id }) => !claimed.has(id))
    return number !== '' && rowsAlike.length === 1 && alike.length === 1 ? alike[0] : undefined
  }
  return (row: Row): KnownAgreement | undefined => {
    const provider = refer.provider(row)
    if (!provider || row.faults.length > 0) return undefined
    const key = { caseNumber: textIn(row, 'caseNumber'), providerId: provider.id }
    const full = fullKey(key, textIn(row, 'title'))
    const found = exact.get(full) ?? renamed(row, provider.id) ?? made(row, provider.id)
    if (found.kind !== textIn(row, 'kind') && !found.isNew) blame(row, 'kind', t.otherKind, t.otherKindAdvice)
    claimed.add(found.id)
    exact.set(full, found)
    return found
  }
}

function made(row: Row, providerId: string): KnownAgreement {
  const [kind, caseNumber] = [textIn(row, 'kind'), textIn(row, 'caseNumber')]
  return { id: uuidv7(), isNew: true, states: [], superseded: [], covered: [], providerId, kind, caseNumber }
}

const emptyFacts: Omit<AgreementFactsRow, 'title' | 'status' | 'catalogueVersionId'> = {
  ...{
    decidedOn: null,
    extensionUntil: null,
    extensionDecisionBy: null,
    procurementForm: '',
    tenderDocument: '',
  },
  ...{ decidedBy: '', providerContact: '', managedBy: '', noticeMonths: null, options: [] },
}

function factsOf(row: Row, agreement: KnownAgreement, given: Given & { from: IsoDate }): AgreementFactsRow {
  const before = nearestFacts(agreement, given.from)
  const kept = before ?? emptyFacts
  const day = (key: 'decidedOn' | 'extensionUntil' | 'extensionDecisionBy') =>
    hasColumn(row, key) ? dateIn(row, key) : kept[key]
  const extension = { extensionUntil: day('extensionUntil'), extensionDecisionBy: day('extensionDecisionBy') }
  const isSame =
    extension.extensionUntil === kept.extensionUntil &&
    extension.extensionDecisionBy === kept.extensionDecisionBy
  return {
    ...emptyFacts,
    ...before,
    title: textIn(row, 'title'),
    // Read with the words of this very list.
    status: (textIn(row, 'status') || (before?.status ?? 'adopted')) as AgreementFactsRow['status'],
    catalogueVersionId: catalogueOf(row, before, given.known),
    decidedOn: day('decidedOn'),
    ...extension,
    options: isSame ? kept.options : optionsOf(extension),
  }
}

/** The one option that a list of agreements tells of, as the agreement's own page keeps it. */
function optionsOf({
  extensionUntil,
  extensionDecisionBy,
}: Pick<AgreementFactsRow, 'extensionUntil' | 'extensionDecisionBy'>) {
  if (extensionUntil === null) return []
  return [
    { until: extensionUntil, decideBy: extensionDecisionBy, outcome: null, decidedOn: null, decision: '' },
  ]
}

function catalogueOf(row: Row, before: AgreementFactsRow | undefined, known: Known): string {
  const number = numberIn(row, 'catalogue')
  if (number === null) return before?.catalogueVersionId ?? newestCatalogue(row, known)
  const found = known.catalogues.find((version) => version.number === number)
  if (found) return found.id
  blame(row, 'catalogue', t.noVersion(number), t.versions(known.catalogues.map((one) => one.number)))
  return ''
}

function newestCatalogue(row: Row, known: Known): string {
  const newest = known.catalogues[0]
  if (!newest) blame(row, 'catalogue', t.noCatalogue, t.noCatalogueAdvice)
  return newest?.id ?? ''
}

type Ended = { facts: AgreementFactsRow; to: IsoDate | null | undefined }
type HeldState = { facts: AgreementFactsRow; validTo: IsoDate | null }

function changesOf(held: HeldState | undefined, after: Ended, known: Known): RowChange[] {
  if (!held) return []
  const number = (facts: AgreementFactsRow) =>
    String(known.catalogues.find((version) => version.id === facts.catalogueVersionId)?.number ?? '')
  const status = (facts: AgreementFactsRow) => choiceWords.agreementStatus[facts.status][0]
  const last = (day: IsoDate | null | undefined) => (day ? addDays(day, -1) : '')
  const pairs: [string, string, string][] = [
    ['title', held.facts.title, after.facts.title],
    ['status', status(held.facts), status(after.facts)],
    ['to', last(held.validTo), last(after.to)],
    ['decidedOn', held.facts.decidedOn ?? '', after.facts.decidedOn ?? ''],
    ['extensionUntil', held.facts.extensionUntil ?? '', after.facts.extensionUntil ?? ''],
    ['extensionDecisionBy', held.facts.extensionDecisionBy ?? '', after.facts.extensionDecisionBy ?? ''],
    ['catalogue', number(held.facts), number(after.facts)],
  ]
  return pairs.flatMap(([key, from, to]) =>
    from === to ? [] : [{ fact: titleOf('agreements', key), from, to }],
  )
}
