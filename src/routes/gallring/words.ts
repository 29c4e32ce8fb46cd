import type { DisposalState, Kind } from '#modules/disposals/rules.ts'
import type { StatusKind } from '#ui/shapes.ts'

/** How each state of a disposal is shown, in the list and on its page. */
export const stateSigns: Readonly<Record<DisposalState, StatusKind>> = {
  ...{ proposed: 'info', withdrawn: 'neutral', rejected: 'neutral', approved: 'info' },
  ...{ working: 'info', done: 'ok', failed: 'warn' },
}

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
  planforslag: 'proposal',
} as const satisfies Record<string, Kind>

export function wordOf(kind: Kind): string {
  return Object.entries(kindWords).find(([, one]) => one === kind)?.[0] ?? ''
}

export function kindFrom(word: string | null): Kind | undefined {
  return Object.entries(kindWords).find(([one]) => one === word)?.[1]
}
