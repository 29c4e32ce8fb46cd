import type { z } from 'zod'
import type { UnitFacts } from '#modules/organisation/contract.ts'
import type { FormReader } from '#platform/web/form.ts'

/** Input paths of a unit's facts → the names of their fields. */
export const factFields = {
  name: 'namn',
  providerId: 'utforare',
  serviceAreaId: 'omrade',
  operatingForm: 'form',
  laws: 'lagar',
  district: 'stadsdel',
  address: 'adress',
  places: 'platser',
  manager: 'chef',
  status: 'lage',
  licence: 'tillstand',
} as const

/** What was typed. The command's shape decides what of it can be taken. */
export function factsFrom(form: FormReader): z.input<typeof UnitFacts> {
  const typed = {
    name: form.text(factFields.name),
    providerId: form.text(factFields.providerId),
    serviceAreaId: form.text(factFields.serviceAreaId),
    operatingForm: form.text(factFields.operatingForm),
    laws: form.all(factFields.laws),
    district: form.text(factFields.district),
    address: form.text(factFields.address),
    places: form.number(factFields.places) ?? null,
    manager: form.text(factFields.manager),
    status: form.text(factFields.status),
    licence: form.text(factFields.licence),
  }
  // Texts of a form: the shape of the command refuses those that are none of the choices.
  return typed as z.input<typeof UnitFacts>
}
