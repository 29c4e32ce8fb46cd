import { exampleHash } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  makeToken: {
    name: 'Statistik till ledningen',
    tokenHash: exampleHash,
    areas: ['followUps', 'findings'],
    mayWrite: false,
    expiresOn: '2027-03-12',
  },
} as const
