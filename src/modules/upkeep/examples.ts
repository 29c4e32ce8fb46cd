/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  answerReview: {
    stays: ['018f0000-0000-7000-8000-000000000001'],
    left: ['018f0000-0000-7000-8000-000000000002'],
  },
} as const
