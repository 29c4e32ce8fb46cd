import { ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  judgeItems: {
    revision: 1,
    itemIds: [ids.item],
    verdict: 'asked',
    note: 'Jour den veckan, enligt schemat. Chefen bekräftar.',
  },
  finishReview: { revision: 7, conclusion: 'Inga fel. Två personer har förklarat kvällsläsning.' },
  setRules: {
    revision: 0,
    sampleRows: 40,
    samplePercent: 1,
    mostPlaces: 20,
    mostRefusals: 10,
    mostNetworks: 3,
  },
} as const
