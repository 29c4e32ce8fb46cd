/** What makes a decided plan need to be looked over. */
export const reviseCauses = ['unit', 'person', 'agreement', 'other'] as const
export type ReviseCause = (typeof reviseCauses)[number]
