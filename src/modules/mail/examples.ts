/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  chooseMail: { wanted: true },
} as const
