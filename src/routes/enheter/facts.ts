import type { z } from 'zod'
import type { UnitFacts } from '#modules/organisation/contract.ts'
import { wordFacts, type WordFact } from '#modules/organisation/rules.ts'
import type { FormReader } from '#platform/web/form.ts'

/** The fields of the facts that are a line of words, in the order of the form. */
export const wordFields = {
  district: 'stadsdel',
  address: 'adress',
  manager: 'chef',
  licence: 'tillstand',
} as const satisfies Record<WordFact, string>

/** Input paths of a unit's facts → the names of their fields. */
export const factFields = {
  name: 'namn',
  providerId: 'utforare',
  serviceAreaId: 'omrade',
  operatingForm: 'form',
  laws: 'lagar',
  places: 'platser',
  status: 'lage',
  ...wordFields,
} as const

/** What was typed. The command's shape decides what of it can be taken. */
export function factsFrom(form: FormReader): z.input<typeof UnitFacts> {
  const typed = {
    name: form.text(factFields.name),
    providerId: form.text(factFields.providerId),
    serviceAreaId: form.text(factFields.serviceAreaId),
    operatingForm: form.text(factFields.operatingForm),
    laws: form.all(factFields.laws),
    places: form.number(factFields.places) ?? null,
    status: form.text(factFields.status),
    ...Object.fromEntries(wordFacts.map((name) => [name, form.text(wordFields[name])])),
  }
  // Texts of a form: the shape of the command refuses those that are none of the choices.
  return typed as z.input<typeof UnitFacts>
}
