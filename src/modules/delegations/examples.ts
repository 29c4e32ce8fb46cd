import { ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  startOrder: { boardId: ids.board },
  savePoint: {
    pointId: ids.point,
    code: '4.2',
    law: '6 kap. 38 § kommunallagen',
    what: 'Besluta om händelsestyrd uppföljning',
    roles: ['director', 'strategist'],
    conditions: 'När det inte kan vänta till nästa sammanträde.',
    limits: 'Gäller inte uppsägning av avtal.',
    act: 'eventDrivenFollowUp',
  },
  decideOrder: { decidedOn: '2027-02-17', validFrom: '2027-03-01', decision: '§ 14, dnr EX 2027/31' },
  takeDecision: {
    pointId: ids.point,
    matterId: ids.matter,
    what: 'Händelsestyrd uppföljning av Exempelgårdens äldreboende',
    reason: 'Upprepade synpunkter om nattbemanningen.',
    sourceId: ids.followUp,
  },
  recordChairDecision: {
    boardId: ids.board,
    matterId: ids.matter,
    what: 'Inga nya placeringar på Exempelgården tills vidare',
    reason: 'Nästa sammanträde är först om fem veckor.',
    decidedBy: 'Ordföranden',
    decidedOn: '2027-07-08',
  },
  reportDecisions: { matterId: ids.matter },
} as const
