import type { FormReader } from '#platform/web/form.ts'

/** The fields of a service area, the same for a new one and for a change. */
export function areaFrom(form: FormReader) {
  return {
    name: form.text('namn'),
    // The shape refuses any other word.
    laws: form.all('lagar') as ('SoL' | 'LSS' | 'HSL')[],
    description: form.text('beskrivning'),
    inHouseOnly: form.checked('egenregi'),
    inHouseReason: form.text('skal'),
    answerableBody: form.text('organ'),
    from: form.text('fran'),
  }
}

export const areaFields = {
  name: 'namn',
  laws: 'lagar',
  description: 'beskrivning',
  inHouseOnly: 'egenregi',
  inHouseReason: 'skal',
  answerableBody: 'organ',
  from: 'fran',
}
