import { parseOrganisationNumber } from '#kernel/organisation-number.ts'
import { importFaults as t } from '#texts/sv/imports.ts'
import type { Area, Known, KnownUnit, Provider } from './known.ts'
import { folded, makeNearest } from './nearest.ts'
import { blame, textIn, type Row } from './rows.ts'

/** How a row names what it belongs to. Undefined: a fault is set, or the thing stands in a faulty row of the file. */
export type Refer = ReturnType<typeof makeRefer>

/** Made after areas and providers are planned: what the file itself brings in can be referred to. */
export function makeRefer(known: Known) {
  const areas = byWords(known.areas.filter(isHeld), (area) => [area.name, area.key])
  const providers = byWords(known.providers.filter(isHeld), (provider) => [
    provider.name,
    provider.organisationNumber ?? '',
  ])
  const areaNames = makeNearest(known.areas.filter(isHeld).map((area) => area.name))
  const providerNames = makeNearest(known.providers.filter(isHeld).map((provider) => provider.name))
  const plainCodes = byWords([...known.units.values()], (unit) => [unit.code, withoutZeros(unit.code)])
  return {
    area: (row: Row): Area | undefined =>
      pick(row, {
        key: 'area',
        found: areas,
        nearest: areaNames,
        promised: known.promised.areas,
        none: t.noArea,
      }),
    provider: (row: Row): Provider | undefined =>
      pick(row, {
        key: 'provider',
        found: providers,
        nearest: providerNames,
        promised: known.promised.providers,
        none: t.noProvider,
      }),
    /** A unit by its code. Excel takes away zeros: what was probably meant is proposed, never taken. */
    unit: (row: Row, key: string, code: string): KnownUnit | undefined => {
      const unit = known.units.get(code)
      if (unit || known.promised.units.has(code)) return unit
      const [meant] = plainCodes.get(folded(withoutZeros(code))) ?? []
      blame(row, key, t.noUnit(code), meant ? t.didYouMeanCode(meant.code) : t.unitFirst)
      return undefined
    },
    similarUnit: (code: string): KnownUnit | undefined =>
      (plainCodes.get(folded(withoutZeros(code))) ?? []).find((unit) => unit.code !== code && !unit.isNew),
  }
}

/** What was brought in and taken back never held. */
export function isHeld(row: { validFrom?: string; validTo?: string | null }): boolean {
  return !row.validTo || row.validFrom === undefined || row.validTo > row.validFrom
}

function withoutZeros(code: string): string {
  return code.replace(/^0+(?=.)/, '')
}

function byWords<Thing>(
  things: readonly Thing[],
  words: (thing: Thing) => readonly string[],
): Map<string, Thing[]> {
  const found = new Map<string, Thing[]>()
  for (const thing of things)
    for (const word of new Set(words(thing).map(folded).filter(Boolean)))
      found.set(word, [...(found.get(word) ?? []), thing])
  return found
}

type Sought<Thing> = {
  key: string
  found: ReadonlyMap<string, readonly Thing[]>
  nearest: (typed: string) => string | undefined
  promised: ReadonlySet<string>
  none: (typed: string) => string
}

function pick<Thing>(row: Row, sought: Sought<Thing>): Thing | undefined {
  const typed = textIn(row, sought.key)
  if (typed === '') return undefined
  const things = sought.found.get(folded(parseOrganisationNumber(typed) ?? typed)) ?? []
  if (things.length === 1) return things[0]
  if (things.length > 1) blame(row, sought.key, t.many(typed), t.manyAdvice)
  else if (!sought.promised.has(folded(typed))) {
    const meant = sought.nearest(typed)
    blame(row, sought.key, sought.none(typed), meant ? t.didYouMean(meant) : t.addFirst)
  }
  return undefined
}
