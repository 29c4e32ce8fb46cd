/** What a write is checked by: how often what it made is in the database (check.ts). */
export type Kind = 'note' | 'form' | 'matter' | 'memo' | 'text' | 'frozen' | 'mail' | 'title'

export type Entry = { readonly commandId: string; readonly kind: Kind; readonly key: string }

/** What those who write have been told. Kept outside the service, so that no kill can touch it. */
export type Journal = {
  readonly acknowledged: Entry[]
  /** Sent, never answered, and not sent again: there once or not at all. */
  readonly givenUp: Entry[]
  /** Sent again under the same id after an answer was lost, or although it came. */
  repeats: number
  /** Answered 503 or not at all: the service was down, and said so. */
  refusals: number
  /** Any other answer, by its status: there should be none. */
  readonly strange: Map<string, number>
}

export function newJournal(): Journal {
  return { acknowledged: [], givenUp: [], repeats: 0, refusals: 0, strange: new Map() }
}

export function noteStrange(journal: Journal, what: string): void {
  journal.strange.set(what, (journal.strange.get(what) ?? 0) + 1)
}
