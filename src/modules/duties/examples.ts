import { ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  decideDuty: {
    boardId: ids.board,
    unitId: ids.unit,
    title: 'Redovisa bemanningen under sommaren',
    ground: 'Nämndens beslut den 17 februari, § 12',
    dueOn: '2027-09-15',
    ownerId: ids.person,
  },
  assign: { revision: 1, ownerId: ids.person },
  waive: { revision: 1, reason: 'Enheten läggs ned före sista dagen.' },
  settle: { revision: 2, doneOn: '2027-09-10', note: 'Redovisat på mötet den 10 september.' },
  move: { revision: 2, dueOn: '2027-10-01', reason: 'Underlaget kommer först i slutet av september.' },
  takeBack: { revision: 3, reason: 'Redovisningen gällde fel enhet.' },
} as const
