import { ids } from '#platform/web/example.ts'

const rule = (count: number, within: number) => ({ isOn: true, count, within })

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  propose: {
    unitIds: [ids.unit],
    trigger: 'competence',
    kind: 'eventDriven',
    depth: 'basic',
    reason: 'Legitimerad personal har saknats flera nätter i rad.',
    restsOn: 'Handling 12 i ärendet om bemanning.',
    urgency: 'soon',
    wantedBy: '2027-02-15',
    initiator: 'staff',
  },
  supplement: {
    revision: 1,
    reason: 'Schemat för de senaste fyra veckorna är hämtat.',
    restsOn: 'Schema för vecka 45 till 48.',
  },
  end: { revision: 1, reason: 'Samma händelse är redan föreslagen.' },
  decide: {
    revision: 1,
    outcome: 'approve',
    reason: 'Händelsen är allvarlig och kan upprepas.',
    dueOn: '2027-02-15',
    announced: true,
    methods: ['visit', 'interviewStaff'],
    narrowed: false,
    cause: 'Brist i kompetens. Initiativ av den uppföljande enheten.',
    matterId: ids.matter,
  },
  registerSignal: {
    unitId: ids.unit,
    what: 'Det saknas personal på kvällarna, enligt flera samtal.',
    happened: 'Kvällar i november',
    source: 'relative',
    way: 'telephone',
    receivedOn: '2026-11-16',
  },
  sendSignal: {
    unitId: ids.unit,
    what: 'Larmen besvaras inte i tid på natten.',
    happened: 'Natten mot måndag',
  },
  setRules: {
    revision: 0,
    waitDays: 10,
    rules: {
      findings: rule(4, 12),
      repeats: rule(2, 24),
      missed: rule(4, 6),
      authority: rule(2, 24),
      signals: rule(2, 6),
      pattern: rule(3, 12),
      lateCritical: rule(1, 30),
    },
    reason: 'Enligt nämndens riktlinje för uppföljning.',
  },
} as const
