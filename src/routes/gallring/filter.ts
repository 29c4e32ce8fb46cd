import { DisposalFilter } from '#modules/disposals/public.ts'
import { filterFrom } from '#platform/list-filter.ts'
import type { DisposalState, Kind } from '#modules/disposals/rules.ts'

/** The states of a disposal, by the word in the list's address. */
export const states = {
  vantar: 'proposed',
  utfors: 'approved',
  gallrade: 'done',
  avslagna: 'rejected',
  atertagna: 'withdrawn',
  misslyckade: 'failed',
} as const satisfies Record<string, DisposalState>

/** The kinds of record, by the word in addresses. */
export const kindWords = {
  inlamnat: 'handIn',
  underlag: 'evidence',
  anteckningar: 'protocolNotes',
  registerposter: 'registerEntry',
  inlasningar: 'import',
  besked: 'notice',
  epost: 'mail',
  inloggningar: 'signIn',
  utkast: 'draft',
} as const satisfies Record<string, Kind>

export function wordOf(kind: Kind): string {
  return Object.entries(kindWords).find(([, one]) => one === kind)?.[0] ?? ''
}

export function kindFrom(word: string | null): Kind | undefined {
  return Object.entries(kindWords).find(([one]) => one === word)?.[1]
}

/** The list's address → its filter. */
export function disposalFilterFrom(url: URL): DisposalFilter {
  return filterFrom(url, DisposalFilter, {
    state: { name: 'lage', words: states },
    kind: { name: 'slag', words: kindWords },
    sort: { name: 'sortera', words: { nummer: 'number', foreslogs: 'proposedAt' } },
  })
}
