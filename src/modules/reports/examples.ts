import { ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  createPeriodReport: {
    matterId: ids.matter,
    period: '2027-H1',
    title: 'Uppföljningar första halvåret 2027',
    report: 'halfYear',
    level: 'strategic',
    areaId: ids.serviceArea,
    form: 'procured',
    followUpKind: 'planned',
    agreementId: ids.agreement,
    followUpIds: [ids.followUp],
  },
  createPlanPaper: { yearPlanId: ids.plan, matterId: ids.matter },
  changeTemplate: {
    revision: 0,
    note: 'Ny brevfot.',
    removeLogo: true,
    logoAlt: 'Påhittade kommunen',
    letterhead: ['Påhittade kommunen', 'Omsorgsförvaltningen'],
    texts: { memo: {} },
    typst: '',
  },
  createPaper: {
    kind: 'followUpReport',
    followUpId: ids.followUp,
    matterId: ids.matter,
    title: 'Uppföljning av Exempelgården 2027',
  },
  editPaper: {
    revision: 1,
    title: 'Uppföljning av Exempelgården 2027',
    sections: [{ key: 'summary', text: 'Verksamheten håller god kvalitet.' }],
  },
  freezePaper: { revision: 2 },
  changeSelection: {
    revision: 1,
    areaId: ids.serviceArea,
    form: 'procured',
    followUpKind: 'planned',
    agreementId: ids.agreement,
    followUpIds: [ids.followUp],
  },
  markSources: {
    revision: 1,
    sources: [{ key: 'userSurveys', present: true, note: 'Enkäten våren 2027.' }],
  },
  setReportDays: { days: ['03-01', '09-01'] },
} as const
