import { exampleFile, exampleHash, ids } from '#platform/web/example.ts'

/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  sendHearing: {
    seen: exampleHash,
    message: 'Läs gärna igenom avsnittet om bemanning särskilt.',
    warningsConfirmed: true,
  },
  recallHearing: { reason: 'Ett krav hade fått fel bedömning i utkastet.' },
  answerExtension: {
    answer: 'granted',
    until: '2027-04-16',
    reason: 'Verksamheten har ny chef sedan i mars.',
  },
  acceptLate: { until: '2027-04-23', reason: 'Yttrandet kom på posten dagen efter.' },
  answerComment: { outcome: 'partly', answer: 'Antalet är rättat. Bedömningen står kvar.' },
  reviseRow: {
    revision: 3,
    verdict: 'partly',
    level: 3,
    note: 'Genomförandeplan finns för 18 av 20 personer.',
    reason: 'Enheten visade två planer till i sina synpunkter.',
  },
  correctAssessment: {
    reason: 'Ett värde var avläst i fel kolumn.',
    rows: [
      {
        requirementId: ids.requirement,
        verdict: 'met',
        level: 4,
        measured: 96.5,
        note: 'Rätt värde är 96,5 procent.',
      },
    ],
    summary: 'Verksamheten håller god kvalitet.',
  },
  askExtension: { until: '2027-04-16', reason: 'Verksamhetschefen är ledig i två veckor.' },
  addComment: {
    rowId: ids.row,
    kind: 'factualError',
    text: 'Enheten har 20 platser, inte 24.',
    file: exampleFile,
  },
  changeComment: { kind: 'missingInformation', text: 'Nattbemanningen framgår av bilagan.' },
  submitHearing: { statement: 'Vi delar bilden i stort.', noComments: false },
} as const
