import type { FormReader } from '#platform/web/form.ts'
import type { RequirementFacts } from '#modules/catalogues/draft-rules.ts'

/** The form of a requirement, read: the same fields for the catalogue and for the requirements of an agreement. */
export function requirementFrom(form: FormReader) {
  const isGuide = form.text('typ') === 'guideValue'
  return {
    code: form.text('kod'),
    part: form.text('nydel') || form.text('del'),
    title: form.text('rubrik'),
    text: form.text('lydelse'),
    // The shape refuses any other word, here and below.
    kind: form.text('typ') as RequirementFacts['kind'],
    guideValue: isGuide ? guideFrom(form) : null,
    focusArea: form.text('fokus'),
    qualityAreas: form.all('kvalitet'),
    perspective: form.text('perspektiv') as RequirementFacts['perspective'],
    dimension: form.text('galler') as RequirementFacts['dimension'],
    serviceAreas: form.all('omraden'),
    laws: form.all('lagar') as ('SoL' | 'LSS' | 'HSL')[],
    depth: form.text('djup') as RequirementFacts['depth'],
    alwaysAsked: form.checked('staende'),
    methods: form.all('metoder') as 'visit'[],
    evidence: form.text('underlag'),
    guidance: form.text('vagledning'),
    questions: linesOf(form.text('fragor')),
    levels: [1, 2, 3, 4].map((level) => ({ level, text: form.text(`niva${level}`) })),
    severityIfNotMet: form.text('allvar') as RequirementFacts['severityIfNotMet'],
    lawKeys: form.all('lagrum'),
    decidedBy: form.text('antagetav'),
    decidedOn: form.optional('antagetden') ?? null,
    decidedCaseNumber: form.text('antagetdnr'),
  }
}

/** Which field of the form each fault belongs to. */
export const requirementFormFields: Record<string, string> = {
  code: 'kod',
  part: 'del',
  title: 'rubrik',
  text: 'lydelse',
  kind: 'typ',
  guideValue: 'riktvarde',
  'guideValue.value': 'riktvarde',
  'guideValue.unit': 'matt',
  'guideValue.better': 'battre',
  'guideValue.of': 'raknas',
  focusArea: 'fokus',
  qualityAreas: 'kvalitet',
  perspective: 'perspektiv',
  dimension: 'galler',
  serviceAreas: 'omraden',
  laws: 'lagar',
  depth: 'djup',
  alwaysAsked: 'staende',
  methods: 'metoder',
  evidence: 'underlag',
  guidance: 'vagledning',
  questions: 'fragor',
  levels: 'niva1',
  ...Object.fromEntries([0, 1, 2, 3].map((at) => [`levels.${at}.text`, `niva${at + 1}`])),
  severityIfNotMet: 'allvar',
  lawKeys: 'lagrum',
  decidedBy: 'antagetav',
  decidedOn: 'antagetden',
  decidedCaseNumber: 'antagetdnr',
}

/** What was typed, as a requirement, so that it can be laid beside what a colleague saved. */
export function requirementTyped(values: Readonly<Record<string, string | string[]>>): RequirementFacts {
  const one = (name: string) => {
    const value = values[name] ?? ''
    return (typeof value === 'string' ? value : (value[0] ?? '')).trim()
  }
  const all = (name: string) => {
    const value = values[name] ?? []
    return typeof value === 'string' ? [value] : value
  }
  const number = (name: string) => (one(name) === '' ? undefined : Number(one(name).replace(',', '.')))
  return requirementFrom({
    text: one,
    exact: one,
    optional: (name) => one(name) || undefined,
    all,
    checked: (name) => name in values,
    number,
    revision: () => Number.NaN,
    file: () => undefined,
    files: () => [],
    has: (name) => name in values,
  })
}

function guideFrom(form: FormReader): RequirementFacts['guideValue'] {
  return {
    value: form.number('riktvarde') ?? Number.NaN,
    unit: form.text('matt'),
    better: form.text('battre') as 'higher', // the shape refuses any other word
    of: form.text('raknas'),
  }
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
}
