import { uuidv7 } from '#kernel/ids.ts'
import { wordFacts, type WordFact } from '#modules/organisation/public.ts'
import { choiceWords } from '#texts/sv/import-fields.ts'
import { importFaults as t } from '#texts/sv/imports.ts'
import type { Known, KnownUnit, UnitFactsRow } from './known.ts'
import type { Settings } from './plan-base.ts'
import type { Refer } from './refer.ts'
import {
  blame,
  checkBoard,
  dateIn,
  hasColumn,
  listIn,
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

/** Which column of a file each fact of a unit comes from; one that no file brings stays as it was. */
const columnOf = {
  name: 'name',
  providerId: 'provider',
  serviceAreaId: 'area',
  operatingForm: 'form',
  laws: 'laws',
  district: 'district',
  address: 'address',
  places: 'places',
  manager: 'manager',
  status: 'status',
  licence: 'licence',
} as const satisfies Partial<Record<keyof UnitFactsRow, string>>

type Given = { known: Known; refer: Refer; settings: Settings; othersCodes: ReadonlySet<string> }

/** Several rows of one unit tell its history: each holds from its own day, in the order of the days. */
export function planUnits(rows: readonly Row[], given: Given) {
  const names = new Map([...given.known.providers, ...given.known.areas].map(({ id, name }) => [id, name]))
  const plan: UnitPlan = { ...given, names, once: makeOnce(), touched: new Map() }
  const results = inOrderOfDays(rows, given.settings.from).map((row) => planUnit(row, plan))
  return { results, touched: [...plan.touched.values()] }
}

type UnitPlan = Given & {
  names: ReadonlyMap<string, string>
  once: ReturnType<typeof makeOnce>
  touched: Map<string, { unit: KnownUnit; row: Row }>
}

function planUnit(row: Row, plan: UnitPlan): PlannedRow {
  const code = textIn(row, 'code')
  const from = dateIn(row, 'from') ?? plan.settings.from
  if (code !== '') plan.once(row, 'code', `${code} ${from}`)
  const unit = unitOf(row, code, plan)
  checkBoard(row, plan.known.boards, plan.known.boardId)
  const facts = factsOf(row, unit, { ...plan, from })
  const isNew = unit.states.length === 0
  const changes = facts ? toldOf(row, unit, { facts, from, names: plan.names }) : []
  if (facts && row.faults.length === 0 && (isNew || changes.length > 0)) {
    lay(unit, { ...plan.settings, facts, from })
    if (!plan.touched.has(unit.id)) plan.touched.set(unit.id, { unit, row })
  }
  return planned(row, { label: labelOf(row), targetId: unit.id, isNew, changes: isNew ? [] : changes })
}

type Wanted = { facts: UnitFactsRow; from: string; names: ReadonlyMap<string, string> }

/** What differs from what holds on the day; where nothing held yet, that it holds from then is told too. */
function toldOf(row: Row, unit: KnownUnit, { facts, from, names }: Wanted): RowChange[] {
  const held = stateFor(unit, from, dateIn(row, 'from') !== null)
  const moved = held ? [] : [{ fact: titleOf('units', 'from'), from: firstDay(unit), to: from }]
  return [...moved, ...changesOf(held?.facts ?? nearestFacts(unit, from), { facts, names })]
}

function inOrderOfDays(rows: readonly Row[], otherwise: string): Row[] {
  const day = (row: Row) => dateIn(row, 'from') ?? otherwise
  return rows.toSorted((one, other) =>
    day(one) < day(other) ? -1 : day(one) > day(other) ? 1 : one.number - other.number,
  )
}

function labelOf(row: Row): string {
  return [textIn(row, 'code'), textIn(row, 'name')].filter(Boolean).join(' ')
}

function firstDay(unit: KnownUnit): string {
  return unit.states[0]?.validFrom ?? ''
}

/** The unit of a code, or a new one that other rows of the file can refer to. */
function unitOf(row: Row, code: string, { known, refer, othersCodes }: Given): KnownUnit {
  const unit = known.units.get(code)
  if (unit) return unit
  const similar = code === '' ? undefined : refer.similarUnit(code)
  if (similar) blame(row, 'code', t.similarCode(code, similar.code), t.similarCodeAdvice)
  if (othersCodes.has(code)) blame(row, 'code', t.takenCode(code), t.takenCodeAdvice)
  const made: KnownUnit = { id: uuidv7(), code, isNew: true, states: [], superseded: [] }
  if (code !== '') {
    known.units.set(code, made)
    known.promised.units.add(code)
  }
  return made
}

const emptyFacts = { ...ofWords(() => ''), places: null, status: 'active' }

function ofWords(text: (name: WordFact) => string): Record<WordFact, string> {
  // Each of the list by its own name.
  return Object.fromEntries(wordFacts.map((name) => [name, text(name)])) as Record<WordFact, string>
}

/** What the unit will be: the row's columns, and for what it leaves out what was known before. */
function factsOf(row: Row, unit: KnownUnit, given: Given & { from: string }): UnitFactsRow | undefined {
  const area = given.refer.area(row)
  const provider = given.refer.provider(row)
  if (!area || !provider || row.faults.length > 0) return undefined
  const before = nearestFacts(unit, given.from)
  const laws = listIn(row, 'laws')
  const kept = { ...emptyFacts, laws: [...area.laws], ...before }
  return {
    name: textIn(row, 'name'),
    providerId: provider.id,
    serviceAreaId: area.id,
    // Both choices were read with the words of these very lists.
    operatingForm: textIn(row, 'form') as UnitFactsRow['operatingForm'],
    laws: laws.length > 0 ? [...laws] : kept.laws,
    places: hasColumn(row, 'places') ? numberIn(row, 'places') : kept.places,
    status: (textIn(row, 'status') || kept.status) as UnitFactsRow['status'],
    ...ofWords((name) => (hasColumn(row, name) ? textIn(row, name) : kept[name])),
  }
}

function changesOf(before: UnitFactsRow | undefined, after: Omit<Wanted, 'from'>): RowChange[] {
  if (!before) return []
  const { facts, names } = after
  // The table holds facts alone.
  return (Object.keys(columnOf) as (keyof typeof columnOf)[]).flatMap((fact) => {
    const [from, to] = [words(before, fact, names), words(facts, fact, names)]
    return from === to ? [] : [{ fact: titleOf('units', columnOf[fact]), from, to }]
  })
}

function words(facts: UnitFactsRow, fact: keyof UnitFactsRow, names: ReadonlyMap<string, string>): string {
  if (fact === 'operatingForm') return choiceWords.operatingForm[facts.operatingForm][0]
  if (fact === 'status') return choiceWords.unitStatus[facts.status][0]
  if (fact === 'laws') return [...facts.laws].sort().join(', ')
  const value = String(facts[fact] ?? '')
  return names.get(value) ?? value
}
