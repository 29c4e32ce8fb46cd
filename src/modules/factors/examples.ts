/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  resetFactors: { reason: 'Telefonen är borta. Personen är uppringd och igenkänd.' },
} as const
