export const deliveryStateNames = {
  queued: 'Väntar',
  sending: 'Skickas',
  sent: 'Skickat',
  failed: 'Gick inte fram',
} as const

export const mailTexts = {
  // the mail itself
  body: (link: string, account: string) =>
    `Läs mer i Uppsikt:\n${link}\n\nMejlet skickades automatiskt och går inte att svara på.\nVill du inte ha mejl? Stäng av det på ditt konto: ${account}\n`,
  testSubject: 'Provmejl från Uppsikt',
  brokenOff: 'Bröts under sändningen. Mejlet kan ha kommit fram, så det skickas inte igen av sig självt.',
  // the administrator's page
  title: 'E-post',
  lead: 'Besked som ingen har öppnat inom tio minuter följs av ett mejl, akuta genast. Mejlet har en rubrik och en länk, inget innehåll.',
  off: 'E-post är inte inkopplad',
  offText:
    'Allt fungerar utan: besked och påminnelser visas i systemet. Driften kopplar in e-post med inställningarna SMTP_URL, MAIL_FROM och PUBLIC_URL.',
  incomplete: 'E-posten är inte färdigt inställd',
  incompleteText: (missing: string) => `Driften behöver rätta: ${missing}.`,
  ready: 'E-post är inkopplad',
  server: 'Server',
  from: 'Avsändare',
  links: 'Länkar leder till',
  secured: 'Kryptering',
  securedYes: 'Krävs',
  securedNo: 'Inte på samma dator',
  test: 'Skicka ett provmejl till mig',
  tested: 'Provmejlet är lagt i kön. Det skickas inom en minut.',
  deliveries: 'Utskick',
  filter: 'Välj läge',
  state: 'Läge',
  allStates: 'Alla lägen',
  search: 'Sök på adress eller rubrik',
  address: 'Till',
  subject: 'Rubrik',
  queuedAt: 'Köat',
  endedAt: 'Avslutat',
  attempts: 'Försök',
  answer: 'Serverns svar',
  retry: 'Skicka igen',
  retried: 'Mejlet är lagt i kön igen.',
  source: 'Uppsikt, utskick av e-post',
  emptyTitle: 'Inga utskick',
  emptyText: 'Här visas varje mejl som systemet har skickat eller försökt skicka.',
  about: 'E-post',
  // one's own account
  own: 'E-post',
  ownText:
    'När något väntar på dig och du inte har öppnat beskedet får du ett mejl med en länk. Inget innehåll skickas.',
  wanted: 'Jag vill ha mejl om nya besked',
  save: 'Spara valet',
  saved: 'Ditt val är sparat.',
}
