import { PlacingFilter, RiskFilter } from '#modules/risks/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** The list's address → its filter. */
export function riskFilterFrom(url: URL): RiskFilter {
  return filterFrom(url, RiskFilter, {
    area: 'omrade',
    provider: 'utforare',
    risk: 'risk',
    likelihood: 'sannolikhet',
    consequence: 'konsekvens',
    missing: ['bara', 'saknas'],
    old: ['bara', 'gammal'],
    act: ['bara', 'atgard'],
  })
}

export function placingFilterFrom(url: URL): PlacingFilter {
  return filterFrom(url, PlacingFilter, {
    quadrant: 'slag',
    importance: 'betydelse',
    complexity: 'komplexitet',
    unplaced: ['bara', 'oplacerade'],
  })
}
