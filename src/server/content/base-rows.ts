import type { Batch } from './batch.ts'
import type { BaseContent } from './read-base.ts'
import type { Requirement } from './shapes-base.ts'

export type CatalogueVersion = {
  number: number
  name: string
  validFrom: string
  validTo: string | null
  decision: string
  publishedAt: Date
}

/** The first rows of a municipality: frameworks with their translation, service areas, law references and registers. */
export function addBase(batch: Batch, base: BaseContent, validFrom: string): void {
  addFrameworks(batch, base)
  for (const area of base.serviceAreas) {
    const { key, name, laws, description, source, inHouseOnly, reason, answerableBody } = area
    const row = { key, name, laws, description, source, inHouseOnly, answerableBody, validFrom }
    batch.add('serviceArea', { ...row, id: batch.id('serviceArea', key), inHouseReason: reason })
  }
  for (const { replaces, ...reference } of base.law)
    batch.add('lawReference', {
      ...reference,
      id: batch.id('lawReference', reference.key),
      replaces: replaces ?? null,
    })
  for (const [position, { key, ...kind }] of base.registers.entries())
    batch.add('registerKind', { id: batch.id('registerKind', key), key, position: position + 1, ...kind })
}

/** Published at once: nothing was in use before it. */
export function addCatalogue(
  batch: Batch,
  version: CatalogueVersion,
  requirements: readonly Requirement[],
): void {
  const id = batch.id('catalogueVersion', String(version.number))
  batch.add('catalogueVersion', { ...version, id, state: 'published' })
  for (const { references, guideValue, ...requirement } of requirements)
    batch.add('requirement', {
      ...requirement,
      id: requirementId(batch, version.number, requirement.key),
      catalogueVersionId: id,
      guideValue: guideValue ?? null,
      lawKeys: references,
    })
}

export function requirementId(batch: Batch, version: number, key: string): string {
  return batch.id('requirement', `${version}/${key}`)
}

function addFrameworks(batch: Batch, { frameworks, mappings }: BaseContent): void {
  let position = 0
  for (const { key, name, source, areas } of frameworks) {
    const frameworkId = batch.id('framework', key)
    batch.add('framework', {
      id: frameworkId,
      key,
      name,
      sourceDocument: source.document,
      sourceCaseNumber: source.caseNumber ?? '',
      sourceSection: source.section,
    })
    for (const area of areas) {
      const full = `${key}/${area.key}`
      const { name: areaName, description } = area
      const row = { frameworkId, key: full, name: areaName, description, position: (position += 1) }
      batch.add('qualityArea', { id: batch.id('qualityArea', full), ...row })
    }
  }
  for (const { from, to } of mappings)
    for (const toKey of to) batch.add('qualityAreaMapping', { fromKey: from, toKey })
}
