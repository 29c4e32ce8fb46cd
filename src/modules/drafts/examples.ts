import { ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  keepDraft: {
    key: `handin/${ids.submission}`,
    content: { anteckning: 'Rutinen gäller från den 1 mars.', kryss: ['hemlig'] },
  },
  dropDraft: { key: `handin/${ids.submission}` },
} as const
