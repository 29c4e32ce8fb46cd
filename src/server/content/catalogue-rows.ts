import { addCatalogue } from './base-rows.ts'
import type { Batch } from './batch.ts'
import type { DemoContent } from './read-demo.ts'
import type { Requirement } from './shapes-base.ts'

/** The newest version reads as content/catalogue; the one before it with the wording of catalogue-v1.yaml. */
export function addCatalogues(batch: Batch, demo: DemoContent): void {
  for (const { publishedOn, ...version } of demo.catalogues)
    addCatalogue(
      batch,
      { ...version, publishedAt: new Date(`${publishedOn}T09:00:00+01:00`) },
      requirementsOf(demo, version.number),
    )
}

export function requirementsOf(demo: DemoContent, version: number): readonly Requirement[] {
  const newest = Math.max(...demo.catalogues.map(({ number }) => number))
  return version === newest ? demo.base.requirements : demo.base.requirements.map((one) => earlier(demo, one))
}

function earlier(demo: DemoContent, requirement: Requirement): Requirement {
  const { guideValue, ...wording } = demo.earlier[requirement.key] ?? {}
  const before = { ...requirement, ...onlyGiven(wording) }
  if (guideValue === undefined || !before.guideValue) return before
  return { ...before, guideValue: { ...before.guideValue, value: guideValue } }
}

function onlyGiven(wording: { title?: string | undefined; text?: string | undefined }): Partial<Requirement> {
  return Object.fromEntries(Object.entries(wording).filter(([, text]) => text !== undefined))
}
