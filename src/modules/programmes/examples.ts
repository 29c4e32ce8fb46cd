/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  registerProgramme: {
    title: 'Program för uppföljning av privata utförare 2027–2030',
    caseNumber: 'EX 2026/300',
    adoptedOn: '2026-12-14',
    termFrom: '2027-01-01',
    termTo: '2030-12-31',
    note: 'Antaget av fullmäktige.',
  },
} as const
