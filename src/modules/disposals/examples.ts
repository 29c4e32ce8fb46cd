import { ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  setRule: {
    boardId: ids.board,
    kind: 'evidence',
    action: 'dispose',
    years: 5,
    ground: 'Informationshanteringsplanen, punkt 4.2',
    decidedBy: 'Exempelnämnden',
    decidedOn: '2027-01-20',
    reference: 'EX 2027/12, § 8',
  },
  propose: {
    boardId: ids.board,
    kind: 'evidence',
    note: 'Listan är genomgången.',
    backupDays: 35,
  },
  approve: { revision: 1 },
  reject: { revision: 1, reason: 'Ett ärende i listan ska bevaras.' },
  withdraw: { revision: 1, reason: 'Listan behöver göras om.' },
  placeHold: {
    boardId: ids.board,
    matterId: ids.matter,
    ground: 'appeal',
    reason: 'Beslutet har överklagats till förvaltningsrätten.',
  },
  liftHold: { reason: 'Domen har vunnit laga kraft.' },
} as const
