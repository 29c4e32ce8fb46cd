import { exampleHash } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  renewFeed: { tokenHash: exampleHash },
} as const
