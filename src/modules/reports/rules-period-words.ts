import { reportTypeTexts } from '#texts/sv/period-kinds.ts'
import { periodTexts as t } from '#texts/sv/period-reports.ts'
import { periodOf, type Period, type PeriodSelection } from './period-rules.ts'
import { typeOf } from './period-type-rules.ts'

/** "första halvåret 2026", as it stands in the middle of a sentence. */
export function periodLabel(period: Pick<Period, 'key' | 'kind'>): string {
  const [year = '', nth = ''] = period.key.split('-')
  const number = Number(nth.slice(1))
  if (period.kind === 'halfYear') return t.half(number, year)
  return period.kind === 'quarter' ? t.quarter(number, year) : t.year(year)
}

/** "Vår 2026", where there is little room. */
export function periodShort(key: string): string {
  const [year = '', nth = ''] = key.split('-')
  const number = Number(nth.slice(1))
  if (nth.startsWith('H')) return t.halfShort(number, year)
  return nth.startsWith('Q') ? t.quarterShort(number, year) : year
}

export function labelOf(key: string): string {
  const period = periodOf(key)
  return period ? periodLabel(period) : key
}

type Named = { period: Pick<Period, 'kind'>; selection: Pick<PeriodSelection, 'report'> }

export function periodKindName({ period, selection }: Named): string {
  return reportTypeTexts[typeOf(selection, period.kind)].name
}

/** What a report is called when nobody has said otherwise. */
export function titleOf(period: Period, selection: PeriodSelection): string {
  const type = typeOf(selection, period.kind)
  return type === period.kind
    ? t.titleOf(periodLabel(period))
    : `${reportTypeTexts[type].name} ${period.kind === 'year' ? period.key : periodLabel(period)}`
}
