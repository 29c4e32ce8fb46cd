import { plural } from '#kernel/swedish.ts'

export const upkeepTexts = {
  municipality: 'Kommunen',
  title: 'Arbetar de här kvar?',
  lead: 'En gång i kvartalet går varje utförare och kommunen igenom vilka som har konto. Den som har slutat får sitt konto stängt.',
  link: 'Arbetar de här kvar?',
  whose: 'Vilka',
  quarter: 'Kvartal',
  quarterName: (day: string) => `Kvartal ${Math.ceil(Number(day.slice(5, 7)) / 3)} ${day.slice(0, 4)}`,
  dueOn: 'Svara senast',
  state: 'Läge',
  states: { open: 'Att svara på', late: 'Försenad', done: 'Klar', missed: 'Blev inte gjord' },
  answers: 'Svar',
  counted: (stays: number, left: number) =>
    stays + left === 0 ? 'Inga än' : `${stays} kvar, ${left} har slutat`,
  emptyTitle: 'Ingen genomgång än',
  emptyText: 'Nästa kvartal kommer en lista över de konton som finns då.',

  of: (name: string) => `Arbetar de här kvar? ${name}`,
  pageLead: (day: string) =>
    `Svara senast ${day}. Den som har slutat loggas ut direkt och kontot stängs. Det går att svara för några i taget.`,
  person: 'Person',
  email: 'E-postadress',
  roles: 'Roller',
  seen: 'Senast inloggad',
  never: 'Aldrig',
  answer: 'Svar',
  answerOf: (name: string) => `Arbetar ${name} kvar?`,
  choices: { stays: 'Arbetar kvar', left: 'Har slutat' },
  yourself: 'Du själv, arbetar kvar',
  save: 'Spara svaren',
  saved: (stays: number, left: number, remaining: number) => {
    const said = `${plural(stays, 'person arbetar', 'personer arbetar')} kvar. ${plural(left, 'konto är stängt', 'konton är stängda')}.`
    return remaining > 0
      ? `${said} ${plural(remaining, 'person', 'personer')} är kvar att svara för.`
      : `${said} Genomgången är klar.`
  },
  toAnswer: 'Att svara för',
  answered: 'Besvarade',
  by: 'Svarat av',
  at: 'När',
  allAnswered: 'Genomgången är klar. Tack för hjälpen.',
  missed: 'Genomgången hann inte bli klar innan nästa kvartals kom.',
  noneLeft: 'Alla är besvarade.',

  lateCount: (count: number) =>
    count === 1 ? 'En genomgång av konton är försenad' : `${count} genomgångar av konton är försenade`,
  lateLink: 'Se vems',

  told: {
    made: (day: string) => `Arbetar de här kvar? Gå igenom listan senast ${day}`,
    near: (day: string) => `Påminnelse: svara vilka som arbetar kvar senast ${day}`,
    late: (day: string) => `Försenat: svaret om vilka som arbetar kvar skulle ha kommit ${day}`,
  },
  lateOf: (whose: string) => `Försenat: ${whose} har inte svarat vilka som arbetar kvar`,
  idleNotice: (day: string) => `Ditt konto stängs ${day} om du inte loggar in före dess`,
  idleClosedNotice: (count: number) =>
    `${plural(count, 'konto', 'konton')} som ingen har använt på länge är stängt`.replace(
      /konton(.*)stängt$/,
      'konton$1stängda',
    ),

  idleDays: 'Dagar utan inloggning innan ett konto stängs',
  idleDaysHint:
    'Mellan 30 och 730. Personen får ett besked och ett mejl två veckor innan. Den systemförvaltare som senast var inloggad stängs aldrig av. Ett stängt konto öppnar ni igen under Konton.',
  idleDaysDemo: 'I demokommunen stängs inga konton av sig själva.',
  reopen: 'Öppna kontot igen',
  reopenText:
    'Personen får sina roller tillbaka och väljer ett nytt lösenord med en länk. Den som loggar in genom en inloggningstjänst gör det som förut.',
  reopened: 'Kontot är öppet igen. Personen loggar in genom inloggningstjänsten som förut.',
}
