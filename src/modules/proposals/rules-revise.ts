/** What has never been decided is worked on as it is: there is nothing to revise. */
export function isFirstDraft({ state, version }: { state: string; version: number }): boolean {
  return state === 'draft' && version === 1
}

/** What makes a decided plan need to be looked over. */
export const reviseCauses = ['unit', 'person', 'agreement', 'other'] as const
export type ReviseCause = (typeof reviseCauses)[number]
