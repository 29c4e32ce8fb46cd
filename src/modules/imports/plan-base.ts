import { uuidv7 } from '#kernel/ids.ts'
import { keyOf } from '#modules/frameworks/public.ts'
import { choiceWords } from '#texts/sv/import-fields.ts'
import { importFaults as t } from '#texts/sv/imports.ts'
import type { Area, Known, Provider } from './known.ts'
import { folded } from './nearest.ts'
import { isHeld } from './refer.ts'
import {
  blame,
  dateIn,
  hasColumn,
  listIn,
  makeOnce,
  planned,
  textIn,
  titleOf,
  type PlannedRow,
  type Row,
} from './rows.ts'
import type { ImportKind, RowChange } from './rules.ts'

/** What is to be written of something that is not told over time: the row as it will be, and as it was. */
export type Saved<Thing> = { readonly after: Thing; readonly before: Thing | null; readonly row: Row }

export type Settings = { readonly from: string; readonly isCorrection: boolean; readonly note: string }

type Plan<Thing> = {
  known: Known
  settings: Settings
  once: ReturnType<typeof makeOnce>
  saved: Saved<Thing>[]
}

export function planAreas(rows: readonly Row[], known: Known, settings: Settings) {
  const plan: Plan<Area> = { known, settings, once: makeOnce(), saved: [] }
  return { results: rows.map((row) => planArea(row, plan)), saved: plan.saved }
}

function planArea(row: Row, { known, settings, once, saved }: Plan<Area>): PlannedRow {
  const name = textIn(row, 'name')
  const key = textIn(row, 'key') || keyOf(name)
  const before = findArea(known.areas, key, name)
  const current = currentOf(before)
  once(row, 'name', before?.key ?? key)
  known.promised.areas.add(folded(name)).add(folded(key))
  const after = areaAfter(row, before, { key, from: fromOf(row, current, settings) })
  const changes = current ? areaChanges(current, after) : []
  if (current && changes.length > 0 && !settings.isCorrection)
    checkArea(row, { before: current, after }, known.day)
  if (isToSave(row, current, changes)) {
    saved.push({ after, before: before ?? null, row })
    known.areas = [...known.areas.filter((area) => area.id !== after.id), after]
  }
  return planned(row, { label: name, targetId: after.id, isNew: !current, changes })
}

function findArea(areas: readonly Area[], key: string, name: string): Area | undefined {
  const plain = folded(name)
  return areas.find((area) => area.key === key || (plain !== '' && folded(area.name) === plain))
}

/** What was wrong all the time is put right from its own first day. */
function fromOf(row: Row, current: Area | undefined, settings: Settings): string {
  if (current && settings.isCorrection) return current.validFrom
  return dateIn(row, 'from') ?? settings.from
}

/** What was brought in and taken back is new when it comes again. */
function currentOf<Thing extends { validFrom?: string; validTo?: string | null }>(
  thing: Thing | undefined,
): Thing | undefined {
  return thing && isHeld(thing) ? thing : undefined
}

function isToSave(row: Row, current: object | undefined, changes: readonly RowChange[]): boolean {
  return row.faults.length === 0 && (current === undefined || changes.length > 0)
}

function areaAfter(row: Row, before: Area | undefined, { key, from }: { key: string; from: string }): Area {
  const base: Area = before ?? {
    ...{
      municipalityId: '',
      id: uuidv7(),
      key,
      source: '',
      revision: 0,
      description: '',
      name: '',
      laws: [],
    },
    ...{ inHouseOnly: false, inHouseReason: '', answerableBody: '', validFrom: from, validTo: null },
  }
  const isHere = before !== undefined && isHeld(before)
  return {
    ...base,
    name: textIn(row, 'name'),
    laws: [...listIn(row, 'laws')],
    description: hasColumn(row, 'description') ? textIn(row, 'description') : base.description,
    validFrom: from,
    validTo: isHere ? base.validTo : null,
  }
}

function areaChanges(before: Area, after: Area): RowChange[] {
  return [
    ...changed('areas', 'name', before.name, after.name),
    ...changed('areas', 'laws', before.laws.join(', '), after.laws.join(', ')),
    ...changed('areas', 'description', before.description, after.description),
  ]
}

/** What an area said before is closed the day it changes, so it must have held a day, and cannot change ahead of time. */
function checkArea(row: Row, area: { before: Area; after: Area }, day: string): void {
  if (area.after.validFrom > day) blame(row, 'from', t.inFuture)
  if (area.after.validFrom <= area.before.validFrom) blame(row, 'from', t.afterDay(area.before.validFrom))
}

export function changed(kind: ImportKind, key: string, from: string, to: string): RowChange[] {
  return from === to ? [] : [{ fact: titleOf(kind, key), from, to }]
}

export function planProviders(rows: readonly Row[], known: Known, settings: Settings) {
  const plan: Plan<Provider> = { known, settings, once: makeOnce(), saved: [] }
  const find = makeFinder(known.providers)
  return { results: rows.map((row) => planProvider(row, find, plan)), saved: plan.saved }
}

function planProvider(row: Row, find: ReturnType<typeof makeFinder>, plan: Plan<Provider>): PlannedRow {
  const { known, settings, once, saved } = plan
  const name = textIn(row, 'name')
  const number = textIn(row, 'organisationNumber')
  known.promised.providers.add(folded(name)).add(folded(number))
  const before = find(row, name, number)
  const current = currentOf(before)
  once(row, number ? 'organisationNumber' : 'name', before?.id ?? (number || name))
  const after = providerAfter(row, before, current ? undefined : settings.from)
  const changes = current ? providerChanges(current, after) : []
  if (isToSave(row, current, changes)) {
    saved.push({ after, before: before ?? null, row })
    known.providers = [...known.providers.filter((provider) => provider.id !== after.id), after]
  }
  return planned(row, { label: name, targetId: after.id, isNew: !current, changes })
}

/** By organisation number where the row has one, else by name; a name with another number is somebody else. */
function makeFinder(providers: readonly Provider[]) {
  const byNumber = new Map(providers.map((provider) => [provider.organisationNumber ?? '', provider]))
  const byName = Map.groupBy(providers, (provider) => folded(provider.name))
  return (row: Row, name: string, number: string): Provider | undefined => {
    const numbered = number === '' ? undefined : byNumber.get(number)
    if (numbered) return numbered
    const named = (byName.get(folded(name)) ?? []).filter((one) => number === '' || !one.organisationNumber)
    if (named.length > 1) blame(row, 'name', t.many(name), t.manyAdvice)
    return named[0]
  }
}

function providerAfter(row: Row, before: Provider | undefined, from: string | undefined): Provider {
  const base = before ?? { id: uuidv7(), name: '', email: null, organisationNumber: null, revision: 0 }
  const email = hasColumn(row, 'email') ? dateIn(row, 'email') : base.email
  const seen = hasColumn(row, 'seen') ? dateIn(row, 'seen') : (base.managementSystemSeenOn ?? null)
  const number = textIn(row, 'organisationNumber') || (base.organisationNumber ?? null)
  // The choice was read with the words of this very list.
  const kind = textIn(row, 'kind') as NonNullable<Provider['kind']>
  const held = from === undefined ? {} : { validFrom: dateIn(row, 'from') ?? from, validTo: null }
  const facts = { name: textIn(row, 'name'), kind, organisationNumber: number, email: email ?? null }
  return { ...base, ...facts, managementSystemSeenOn: seen, ...held }
}

function providerChanges(before: Provider, after: Provider): RowChange[] {
  const kindWord = (provider: Provider) => (provider.kind ? choiceWords.providerKind[provider.kind][0] : '')
  return [
    ...changed('providers', 'name', before.name, after.name),
    ...changed(
      'providers',
      'organisationNumber',
      before.organisationNumber ?? '',
      after.organisationNumber ?? '',
    ),
    ...changed('providers', 'kind', kindWord(before), kindWord(after)),
    ...changed('providers', 'email', before.email ?? '', after.email ?? ''),
    ...changed('providers', 'seen', before.managementSystemSeenOn ?? '', after.managementSystemSeenOn ?? ''),
  ]
}
