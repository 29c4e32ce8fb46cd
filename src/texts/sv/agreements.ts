/** Why a requirement applies to a unit, or does not. */
export const whyTexts = {
  everyArea: () => 'Gäller alla verksamhetsområden',
  area: (area: string) => `Gäller ${area.toLowerCase()}`,
  otherArea: () => 'Gäller andra verksamhetsområden',
  otherLaw: () => 'Gäller verksamhet enligt en annan lag',
} as const

export const lawsText = (laws: readonly string[]) => (laws.length > 0 ? ` enligt ${laws.join(', ')}` : '')
