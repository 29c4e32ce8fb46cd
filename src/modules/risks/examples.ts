import { ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  judgeUnit: {
    judgements: [
      {
        factor: 'turnover',
        value: 3,
        reason: 'Var fjärde i personalen har slutat sedan i våras.',
        source: 'Personalstatistik från utföraren',
        observedOn: '2026-10-31',
      },
      {
        factor: 'complaints',
        value: 2,
        reason: 'Tre klagomål om bemanningen på helger.',
        source: 'Klagomålsregistret, tredje kvartalet',
        observedOn: '2026-09-30',
      },
    ],
  },
  withdrawJudgement: { reason: 'Uppgiften gällde en annan enhet.' },
  setRiskRules: {
    revision: 0,
    weights: {
      ...{ results: 4, findings: 5, deviations: 3, complaints: 4, authority: 4, change: 3 },
      ...{ turnover: 3, size: 2, inDepth: 3, newAgreement: 2, economy: 2 },
    },
    limits: { total: [10, 20, 30, 45], likelihood: [10, 20, 30, 45], consequence: [10, 20, 30, 45] },
    actFrom: 4,
    oldAfterMonths: 12,
    reason: 'Klagomål ska väga tyngre efter årets genomgång.',
  },
  placeAgreement: {
    agreementId: ids.agreement,
    importance: 4,
    importanceReason: 'Gäller alla platser i särskilt boende i norra delen.',
    complexity: 3,
    complexityReason: 'Stort värde, flera underleverantörer.',
  },
  withdrawPlacing: { reason: 'Placerad på fel avtal.' },
} as const
