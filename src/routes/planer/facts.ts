import type { FormReader } from '#platform/web/form.ts'

/** The plan's own facts as its forms send them. */
export function planFactsFrom(form: FormReader, fromYear: number, toYear: number) {
  const years = Array.from(
    { length: Math.max(1, Math.min(4, toYear - fromYear + 1)) || 1 },
    (_, at) => fromYear + at,
  )
  return {
    title: form.text('rubrik'),
    matterId: form.optional('arende') ?? null,
    basis: form.text('utgangspunkter'),
    riskAnalysis: form.text('riskanalys'),
    focusAreas: years
      .map((year) => ({ year, areas: linesOf(form.text(`fokus${year}`)) }))
      .filter(({ areas }) => areas.length > 0),
    notCovered: linesOf(form.text('utanfor')).map((line) => {
      const [what = '', ...why] = line.split(':')
      return { what: what.trim(), why: why.join(':').trim() }
    }),
  }
}

export const planFactNames = {
  title: 'rubrik',
  matterId: 'arende',
  basis: 'utgangspunkter',
  riskAnalysis: 'riskanalys',
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
}
