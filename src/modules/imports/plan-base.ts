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

export function planAreas(rows: readonly Row[], known: Known, settings: Settings) {
  const once = makeOnce()
  const saved: Saved<Area>[] = []
  const results = rows.map((row): PlannedRow => {
    const name = textIn(row, 'name')
    const key = textIn(row, 'key') || keyOf(name)
    const before = known.areas.find(
      (area) => area.key === key || (folded(area.name) === folded(name) && name !== ''),
    )
    const isNew = before === undefined || !isHeld(before)
    once(row, 'name', before?.key ?? key)
    known.promised.areas.add(folded(name)).add(folded(key))
    const from = dateIn(row, 'from') ?? settings.from
    const after = areaAfter(row, before, {
      key,
      from: isNew || !settings.isCorrection ? from : before.validFrom,
    })
    const changes = before && !isNew ? areaChanges(before, after) : []
    if (!isNew && !settings.isCorrection && changes.length > 0) checkArea(row, { before, after }, known.day)
    if (row.faults.length === 0 && (isNew || changes.length > 0)) {
      saved.push({ after, before: before ?? null, row })
      known.areas = [...known.areas.filter((area) => area.id !== after.id), after]
    }
    return planned(row, { label: name, targetId: after.id, isNew, changes })
  })
  return { results, saved }
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
  const once = makeOnce()
  const saved: Saved<Provider>[] = []
  const find = makeFinder(known.providers)
  const results = rows.map((row): PlannedRow => {
    const name = textIn(row, 'name')
    const number = textIn(row, 'organisationNumber')
    known.promised.providers.add(folded(name)).add(folded(number))
    const before = find(row, name, number)
    const isNew = before === undefined || !isHeld(before)
    once(row, number ? 'organisationNumber' : 'name', before?.id ?? (number || name))
    const after = providerAfter(row, before, isNew ? settings.from : undefined)
    const changes = before && !isNew ? providerChanges(before, after) : []
    if (row.faults.length === 0 && (isNew || changes.length > 0)) {
      saved.push({ after, before: before ?? null, row })
      known.providers = [...known.providers.filter((provider) => provider.id !== after.id), after]
    }
    return planned(row, { label: name, targetId: after.id, isNew, changes })
  })
  return { results, saved }
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
