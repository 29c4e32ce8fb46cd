export const programmeTexts = {
  title: 'Program för privata utförare',
  lead: 'Kommunfullmäktige antar programmet för varje mandatperiod. Målen gäller alla som utför uppgifterna.',
  none: (day: string) =>
    `Inget program för privata utförare gäller i dag, ${day}. Fullmäktige behöver anta ett för mandatperioden.`,
  noneForPlan: 'Inget program är registrerat för planens år',
  covers: (title: string, caseNumber: string) => `I dag gäller ${title} (${caseNumber}).`,
  name: 'Program',
  caseNumber: 'Diarienummer',
  adoptedOn: 'Antaget av fullmäktige',
  term: 'Mandatperiod',
  termFrom: 'Mandatperioden börjar',
  termTo: 'Mandatperioden slutar',
  note: 'Anteckning',
  register: 'Registrera ett program',
  registered: 'Programmet är registrerat.',
  emptyTitle: 'Inget program är registrerat',
  emptyText: 'När fullmäktige har antagit ett program registrerar strategen det här.',
}
