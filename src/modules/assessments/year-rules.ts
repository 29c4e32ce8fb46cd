/** A unit's newest fixed assessment of a year, with its obligatory requirements counted and what is open now. */
export type ReviewedUnit = {
  assessmentId: string
  unitId: string
  unitName: string
  serviceArea: string
  providerId: string
  providerName: string
  providerKind: string
  fixedOn: string
} & Results

export type Results = {
  met: number
  partly: number
  notMet: number
  notAssessed: number
  acute: number
  serious: number
  minor: number
}

export type ReviewedProvider = {
  providerId: string
  providerName: string
  providerKind: string
  units: number
  unitsMeetingAll: number
} & Results

/** Judged, and nothing obligatory was partly met, not met or left without a judgement. */
export function meetsAll({ met, partly, notMet, notAssessed }: Results): boolean {
  return met > 0 && partly + notMet + notAssessed === 0
}

/** A provider meets them when every unit of it that was reviewed does. */
export function providerMeetsAll(provider: Pick<ReviewedProvider, 'units' | 'unitsMeetingAll'>): boolean {
  return provider.units > 0 && provider.unitsMeetingAll === provider.units
}

/** Own and private providers in one list on equal terms; the same counts, summed over the units that were reviewed. */
export function providersOf(units: readonly ReviewedUnit[]): ReviewedProvider[] {
  const byProvider = Map.groupBy(units, (unit) => unit.providerId)
  return [...byProvider.values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const { providerId, providerName, providerKind } = first
    const unitsMeetingAll = own.filter(meetsAll).length
    return [{ providerId, providerName, providerKind, units: own.length, unitsMeetingAll, ...sum(own) }]
  })
}

function sum(units: readonly Results[]): Results {
  const of = (name: keyof Results) => units.reduce((total, unit) => total + unit[name], 0)
  return {
    met: of('met'),
    partly: of('partly'),
    notMet: of('notMet'),
    notAssessed: of('notAssessed'),
    acute: of('acute'),
    serious: of('serious'),
    minor: of('minor'),
  }
}
