import { ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const liveExamples = {
  placeEvent: {
    followUpId: ids.followUp,
    draftMark: '120-0f343b0931126a20f133d67c2b018a3b',
    from: '2027-03',
    to: '2027-04',
    people: [{ accountId: ids.person, role: 'lead' as const, hours: 40 }],
    choices: [{ itemId: ids.planItem, to: '2027-06' }],
    acceptOver: false,
    reason: 'Larm om bemanningen på natten.',
    decidedOn: '2026-11-19',
    decidedBy: 'Socialdirektören',
  },
  revisePlan: {
    cause: 'person' as const,
    reason: 'Ändrad bemanning under våren.',
    absence: { accountId: ids.person, from: '2027-02', to: '2027-04', share: 50 },
    propose: true,
    mostSeconds: 120,
  },
  recordAbsence: { boardId: ids.board, accountId: ids.person, from: '2027-02', to: '2027-04', share: 50 },
}
