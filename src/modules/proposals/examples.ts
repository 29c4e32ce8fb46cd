/** Invented: what another system may send. Shown in the description of the API, and tried as it stands. */
export const examples = {
  askProposal: {
    name: 'En MAS till, utan juli',
    addedProfession: 'MAS',
    addedHours: 60,
    inDepthEvery: null,
    noJuly: true,
    reservePercent: 12,
    keepMonths: false,
    mostSeconds: 60,
    gapPercent: 1,
  },
  takeProposal: {
    draftMark: '120-0f343b0931126a20f133d67c2b018a3b',
    reason: 'Förslaget ryms och följer upp all hög risk.',
  },
  fillNotCovered: { revision: 1 },
  setCalculation: {
    revision: 1,
    reservePercent: 12,
    monthsBetween: 6,
    professionsPerTeam: 2,
    reportsPerMeeting: 40,
    extraFromRisk: 4,
    monthProfile: [100, 100, 100, 100, 100, 80, 25, 80, 100, 100, 100, 60],
  },
}
