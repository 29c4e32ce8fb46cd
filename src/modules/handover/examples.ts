import { ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  handOver: {
    reason: 'Slutar sin anställning den 31 mars.',
    rows: [
      { kind: 'followUp', id: ids.followUp, toAccountId: ids.otherPerson },
      { kind: 'duty', id: ids.duty, toAccountId: ids.otherPerson },
    ],
  },
} as const
