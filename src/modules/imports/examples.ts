import { exampleHash, ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  mapImport: {
    revision: 2,
    sheets: [{ index: 0, kind: 'units', columns: { code: 0, name: 1, area: 2, provider: 3 } }],
    validFrom: '2027-01-01',
    changeKind: 'change',
    note: 'Registret per årsskiftet.',
  },
  seen: { revision: 3 },
  inviteImported: { links: [{ accountId: ids.person, tokenHash: exampleHash }] },
} as const
