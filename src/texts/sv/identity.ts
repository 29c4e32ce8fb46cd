/** The administrator's pages about sign-in by an identity provider, and about those who have come by one. */
export const identityTexts = {
  title: 'Inloggning',
  lead: 'Anställda loggar in med kommunens egen inloggningstjänst (OpenID Connect). Flera tjänster kan vara i bruk samtidigt.',
  add: 'Lägg till inloggningstjänst',
  addTitle: 'Ny inloggningstjänst',
  name: 'Namn på knappen',
  nameHint: 'Knappen blir ”Logga in med …”. Skriv till exempel kommunens namn eller SITHS.',
  issuer: 'Tjänstens adress (issuer)',
  issuerHint:
    'Precis som tjänsten själv skriver den, till exempel https://login.microsoftonline.com/katalogens-id/v2.0. Går inte att ändra efteråt.',
  clientId: 'Vårt namn hos tjänsten (client id)',
  secret: 'Hemlighet (client secret)',
  secretHint: 'Visas aldrig igen. Lämna tomt om tjänsten inte kräver någon, eller om den ligger i en fil.',
  secretKept: 'Det finns en hemlighet. Lämna tomt för att behålla den.',
  secretVariable: 'Fil med hemligheten',
  secretVariableHint:
    'Namnet på den inställning på servern som pekar ut filen, till exempel OIDC_SECRET_KOMMUNEN. Används i stället för hemligheten ovan.',
  maxAge: 'Äldsta inloggning, minuter',
  maxAgeHint:
    'Den som visade vem hen är hos tjänsten för längre sedan får göra det igen. Mellan 5 och 1 440. Lämna tomt om tjänsten själv får bestämma.',
  scopes: 'Det vi ber om (scopes)',
  scopesHint:
    'Med offline_access kan Uppsikt fråga tjänsten igen utan att avbryta. Utan det bekräftas inloggningen en gång i kvarten.',
  subjectClaims: 'Uppgifter som pekar ut personen',
  subjectClaimsHint:
    'Med kommatecken mellan. Entra ID: tid, oid. Andra: sub. E-postadress används aldrig. Ändra inte när personer redan är kopplade.',
  required: 'Krav för att släppas in',
  requiredHint:
    'Uppgiften behöver ha just det här värdet, till exempel tid och katalogens id. Tomma rader räknas inte.',
  claim: 'Uppgift',
  value: 'Värde',
  roles: 'Roller',
  roleClaim: 'Uppgift med roller',
  roleClaimHint:
    'Till exempel roles. Lämna tomt om rollerna sätts i Uppsikt. En roll som försvinner hos tjänsten försvinner här inom en kvart.',
  roleRowsHint: 'Vilket värde som ger vilken roll. Roller hos kommunen behöver en nämnd.',
  role: 'Roll',
  board: 'Nämnd',
  provider: 'Utförare',
  byOrganisation: 'Enligt organisationen',
  organisations: 'Organisationer',
  organisationClaim: 'Uppgift med organisation',
  organisationClaimHint: 'Till exempel organisationsnumret. Avgör vilken utförare en chef hör till.',
  active: 'Visa knappen på inloggningssidan',
  choose: 'Välj',
  save: 'Spara inloggningstjänsten',
  saved: 'Inloggningstjänsten är sparad.',
  registerTitle: 'Registrera Uppsikt hos tjänsten',
  settingsTitle: 'Inställningar',
  callback: 'Adress efter inloggning (redirect URI)',
  logoutBack: 'Adress efter utloggning',
  logoutTold: 'Adress för besked om utloggning (back-channel logout URI)',
  test: 'Prova',
  testTitle: 'Prova tjänsten',
  testText: 'Uppsikt frågar tjänsten vem den är och om den känner igen oss. Ingen loggas in.',
  issuerColumn: 'Adress',
  state: 'Läge',
  states: { on: 'I bruk', off: 'Avstängd' },
  emptyTitle: 'Ingen inloggningstjänst är inkopplad',
  emptyText: 'Alla loggar in med e-postadress och lösenord.',
  stale: 'Någon annan har ändrat inställningarna. Ladda om sidan och gör om ändringen.',

  waitingTitle: 'Väntar på behörighet',
  waitingLead:
    'Personer som har loggat in hos en inloggningstjänst men inte har något konto här. Kontrollera vem det är innan du kopplar: namn och e-postadress är vad tjänsten säger.',
  waitingEmptyTitle: 'Ingen väntar',
  waitingEmptyText: 'Här visas den som har loggat in men inte har något konto.',
  email: 'E-postadress',
  via: 'Kom via',
  firstSeen: 'Kom första gången',
  lastSeen: 'Senast',
  nameless: 'Namn saknas',
  waits: 'Väntar',
  turnedAway: 'Avvisad',
  bind: 'Koppla till konto',
  bindText:
    'Personen loggar sedan in på kontot på det här sättet. Finns inget konto, bjud först in personen.',
  account: 'Konto',
  bound: 'Inloggningen är kopplad till kontot.',
  turnAway: 'Avvisa',
  turnAwayText: 'Personen kan inte logga in. Du kan ångra dig genom att koppla till ett konto.',
  turnedAwayDone: 'Personen är avvisad.',
  boundTitle: 'Kopplade',
  person: 'Person hos tjänsten',
  unbind: 'Koppla bort',
  unbindText: 'Inloggningen slutar gälla genast, med de roller den gav. Kontot finns kvar.',
  unboundDone: 'Inloggningen är bortkopplad. Personen är utloggad.',
  invite: 'Bjud in en person',
} as const

/** What the test found, in words, with what to do about it. */
const outcomes: Record<string, string> = {
  ok: 'Tjänsten svarar och känner igen oss. Logga ut och prova knappen.',
  invalid_client:
    'Tjänsten svarar men känner inte igen oss. Kontrollera vårt namn hos tjänsten och hemligheten.',
  unauthorized_client:
    'Tjänsten tillåter inte det här sättet att logga in. Be den som sköter tjänsten att tillåta authorization code.',
  secretMissing: 'Filen med hemligheten är inte angiven på servern. Be den som sköter servern.',
  ENOENT: 'Filen med hemligheten finns inte på servern. Be den som sköter servern.',
  notSecure: 'Adressen behöver börja med https.',
  internalAddress:
    'Adressen ligger inne i ett nätverk. Den som sköter servern kan tillåta den med OIDC_INTERNAL_HOSTS.',
  otherHost: 'Tjänsten hänvisar till en annan server än sin egen. Kontrollera adressen.',
  ENOTFOUND: 'Adressen finns inte. Kontrollera stavningen.',
  ECONNREFUSED: 'Ingen svarar på adressen. Kontrollera den, och att servern får nå dit.',
  incomplete: 'Tjänsten svarar men saknar något som behövs för att logga in. Kontrollera adressen.',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED:
    'Tjänsten säger att den har en annan adress. Skriv adressen precis som tjänsten gör, med eller utan snedstreck på slutet.',
  OAUTH_RESPONSE_IS_NOT_CONFORM:
    'På adressen finns ingen inloggningstjänst. Kontrollera att hela adressen är med.',
  OAUTH_RESPONSE_IS_NOT_JSON:
    'På adressen finns ingen inloggningstjänst. Kontrollera att hela adressen är med.',
}

export function outcomeText(outcome: string): string {
  return (
    outcomes[outcome] ?? `Tjänsten svarade inte som väntat. Visa det här för den som sköter den: ${outcome}`
  )
}
