import type { Field, FieldType } from '#modules/registers/public.ts'
import type { Value } from '#modules/registers/rules.ts'

const pages: Partial<Record<FieldType, string>> = {
  unit: '/enheter',
  provider: '/utforare',
  agreement: '/avtal',
  matter: '/arenden',
}

/** The page of what a field names, or the address that a link is. */
export function referenceHref({ type, part }: Field, value: Value | undefined): string | undefined {
  if (typeof value !== 'string') return undefined
  if (type === 'link') return value
  if (type === 'requirement') return `/kravkatalog?q=${encodeURIComponent(value)}`
  const page = pages[type]
  return page && [page, value, ...(part ? [part] : [])].join('/')
}
