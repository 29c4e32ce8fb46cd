import { keyOf, sharedOut, workKinds, type Work } from '#modules/handover/rules.ts'
import type { FormReader } from '#platform/web/form.ts'

/** The names of the receiver's fields: one for all, one for a kind, one for an area. */
export const receiverOf = {
  all: 'till',
  kind: (kind: string) => `till-${kind}`,
  area: (areaId: string) => `till-omrade-${areaId}`,
}

/** The areas of the rows, once each, in the order they come. */
export function areasIn(work: readonly Work[]): { id: string; name: string }[] {
  const found = new Map<string, string>()
  for (const { serviceAreaId, serviceArea } of work) if (serviceAreaId) found.set(serviceAreaId, serviceArea)
  return [...found].map(([id, name]) => ({ id, name }))
}

/** The rows that were ticked, each with the one it goes to. */
export function chosenRows(form: FormReader, work: readonly Work[]) {
  const ticked = new Set(form.all('rad'))
  return sharedOut(
    work.filter((one) => ticked.has(keyOf(one))),
    {
      everything: form.text(receiverOf.all),
      byKind: Object.fromEntries(workKinds.map((kind) => [kind, form.text(receiverOf.kind(kind))])),
      byArea: Object.fromEntries(areasIn(work).map(({ id }) => [id, form.text(receiverOf.area(id))])),
    },
  )
}
