/** What each rule is called in lists and filters, what its duties are called, and why they are owed. */
export const followUpDutyTexts = {
  carryOut: {
    label: 'Uppföljning att genomföra',
    title: (what: string) => `Genomför: ${what}`,
    ground: 'Uppföljningsplanen: uppföljningen ska vara bedömd senast den dagen.',
  },
  handIn: {
    label: 'Underlag att lämna in',
    title: (what: string) => `Lämna in: ${what}`,
  },
}

export const hearingDutyTexts = {
  answer: {
    label: 'Faktagranskning att besvara',
    title: (what: string) => `Granska utkastet: ${what}`,
  },
}

export const findingDutyTexts = {
  plan: {
    label: 'Handlingsplan att lämna in',
    title: (what: string) => `Lämna in handlingsplan: ${what}`,
    ground: 'Avtalet eller uppdraget: brister åtgärdas enligt en plan som kommunen godkänner.',
  },
  action: {
    label: 'Åtgärd att genomföra',
    title: (what: string) => `Genomför åtgärden: ${what}`,
    untitled: 'åtgärd utan namn',
    ground: 'Den godkända handlingsplanen.',
  },
  verify: {
    label: 'Åtgärd att kontrollera',
    title: (what: string) => `Kontrollera att åtgärden hjälpt: ${what}`,
    ground: 'Handlingsplanen: dagen då åtgärdens effekt följs upp.',
  },
  ivo: {
    label: 'Beslut om anmälan till IVO',
    title: (what: string) => `Besluta om bristen ska anmälas till IVO: ${what}`,
    ground: '27 kap. 7 § socialtjänstlagen: allvarliga brister i verksamhet som kräver tillstånd.',
  },
}

export const yearPlanDutyLabels = {
  decide: 'Årsplan att besluta',
  revise: 'Ändrad årsplan att besluta',
  prepare: 'Uppföljningar att förbereda',
  late: 'Försenat i årsplanen',
  lookOver: 'Beslutad årsplan att se över',
}

export const reportDutyLabels = {
  halfYear: 'Halvårsrapport',
  quarter: 'Kvartalssammanställning',
  patientSafety: 'Patientsäkerhetsberättelse',
  ofFollowUp: 'Rapport att skriva',
  delivery: 'Rapport att skicka',
}
