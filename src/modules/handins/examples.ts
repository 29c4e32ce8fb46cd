import { exampleFile, ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  submitRequest: {
    files: [exampleFile],
    reuse: [ids.submission],
    note: 'Schemat för september, och rutinen som vi lämnade förra året.',
    claimsBusinessSecret: false,
  },
  askExtension: { revision: 1, until: '2027-10-19', reason: 'Systemet för scheman byts den här veckan.' },
  assignRequest: { revision: 1, accountId: ids.person },
} as const
