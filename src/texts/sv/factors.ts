import { plural } from '#kernel/swedish.ts'

export const factorTexts = {
  step: 'Andra steget',
  stepLead: (email: string) => `Lösenordet för ${email} stämmer. Visa nu att det är du.`,
  code: 'Kod',
  codeHint: 'Sex siffror från din autentiseringsapp, eller en av dina återställningskoder.',
  submit: 'Logga in',
  again: 'Börja om',
  lost: 'Har du inte kvar något av det? Kontakta systemförvaltaren i kommunen.',
  left: (count: number) =>
    count === 0
      ? 'Du använde din sista återställningskod. Skapa nya här.'
      : `Du använde en återställningskod. ${plural(count, 'kod', 'koder')} finns kvar.`,

  passOn: 'Fortsätt',
  passOnText: 'Lösenordet stämmer. Gör det andra steget, så kan du skicka det du hade skrivit.',

  setUp: 'Lägg till ett andra steg',
  setUpLead: (municipality: string) =>
    `${municipality} kräver två steg vid inloggning: lösenordet och en kod från en app i din telefon, eller en passernyckel. Det tar några minuter och görs en gång.`,
  app: '1. Öppna en autentiseringsapp i telefonen, till exempel den som finns bland telefonens lösenord.',
  appCamera:
    '2. Lägg till ett konto och rikta kameran mot rutan. Går det inte, skriv in nyckeln. Sitter du vid telefonen, öppna länken.',
  picture: 'QR-kod med nyckeln till autentiseringsappen. Samma nyckel står under rutan.',
  appAdd: '2. Lägg till ett konto och skriv in nyckeln, eller öppna länken om du sitter vid telefonen.',
  appCode: '3. Skriv koden som appen visar.',
  secret: 'Nyckel',
  secretHint: 'Fyra tecken i taget. Stora och små bokstäver spelar ingen roll.',
  openApp: 'Öppna i autentiseringsappen',
  sixDigits: 'Sex siffror från appen.',
  finish: 'Spara och logga in',

  addPasskey: 'Lägg till en passernyckel',
  passkeyLead:
    'En passernyckel sparas i datorn, i telefonen eller på en säkerhetsnyckel. Du använder den med fingeravtryck, ansikte eller pinkod, och den går inte att lura av dig.',
  passkeyNameHint: 'Så att du känner igen den, till exempel Arbetsdatorn.',
  defaultPasskey: 'Passernyckel',
  passkeyNow: 'Nu frågar webbläsaren var passernyckeln ska sparas.',
  makePasskey: 'Skapa passernyckeln',
  usePasskey: 'Använd passernyckel',
  usePasskeyLead:
    'Webbläsaren frågar efter ditt fingeravtryck, ditt ansikte, din pinkod eller din säkerhetsnyckel.',
  orCode: 'Eller skriv en kod',
  orPasskey: 'Eller använd en passernyckel i stället för en app',
  passkeyAdded: 'Passernyckeln är tillagd.',
  passkeyKnown: 'Den här enheten har redan en passernyckel för ditt konto.',
  passkeyStopped: 'Det avbröts innan det var klart. Försök igen.',
  passkeyNoScript: 'Webbläsaren tillåter inte skript på sidan, och då fungerar inte passernycklar.',
  passkeyUnable: 'Den här webbläsaren kan inte använda passernycklar här.',
  passkeyNoName:
    'Passernycklar fungerar när Uppsikt nås på en adress med namn. Lägg till en autentiseringsapp i stället.',
  codeInstead: 'Skriv en kod i stället.',
  appAbove: 'Använd en autentiseringsapp i stället, som står här ovanför.',
  appInstead: 'Lägg till en autentiseringsapp i stället.',
  cancel: 'Avbryt',
  codeHintNoApp: 'En av dina återställningskoder.',

  codesTitle: 'Spara dina återställningskoder',
  codesText:
    'Med en kod loggar du in när du inte har telefonen eller datorn med passernyckeln. Varje kod fungerar en gång. De visas bara nu: skriv ut dem eller spara dem där bara du kommer åt dem.',
  goOn: 'Jag har sparat koderna',

  own: 'Inloggning i två steg',
  toOwn: 'Till inloggning i två steg',
  ownText:
    'Utöver lösenordet visar du en kod från en app eller använder en passernyckel. Då räcker det inte att någon annan får veta ditt lösenord.',
  required: 'Kommunen kräver ett andra steg.',
  notRequired: 'Kommunen kräver inget andra steg. Du kan ändå lägga till ett.',
  elsewhere: 'Du loggar in genom en inloggningstjänst. Det andra steget ställs in där.',
  none: 'Du har inget andra steg.',
  kinds: { totp: 'Autentiseringsapp', passkey: 'Passernyckel' },
  kind: 'Sätt',
  name: 'Namn',
  nameHint: 'Så att du känner igen den, till exempel Jobbtelefonen.',
  defaultName: 'Autentiseringsapp',
  madeAt: 'Tillagd',
  usedAt: 'Senast använd',
  never: 'Aldrig',
  password: 'Ditt lösenord',
  add: 'Lägg till en autentiseringsapp',
  added: 'Autentiseringsappen är tillagd.',
  remove: 'Ta bort',
  removed: 'Det andra steget är borttaget.',
  codesLeft: (count: number) => `${plural(count, 'återställningskod', 'återställningskoder')} finns kvar.`,
  renew: 'Skapa nya återställningskoder',
  renewText: 'De gamla koderna slutar gälla.',
  endOthers: 'Avsluta alla andra inloggningar',
  endedOthers: 'Alla andra inloggningar är avslutade.',

  ofAccount: 'Inloggning i två steg',
  ofAccountNone: 'Kontot har inget andra steg.',
  reset: 'Ta bort personens andra steg',
  resetText:
    'För den som har tappat både telefonen och koderna. Kontrollera först att det är rätt person, till exempel genom att ringa upp. Personen loggas ut och får ett besked. Skälet står i loggen.',
  reason: 'Skäl',
  resetDone: 'Personens andra steg är borttaget.',
  appAddedNotice: 'En autentiseringsapp har lagts till för inloggning på ditt konto',
  passkeyAddedNotice: 'En passernyckel har lagts till för inloggning på ditt konto',
  removedNotice: {
    totp: 'En autentiseringsapp har tagits bort från inloggningen på ditt konto',
    passkey: 'En passernyckel har tagits bort från inloggningen på ditt konto',
  },
  resetNotice: 'Systemförvaltaren har tagit bort ditt andra steg vid inloggning',
  resetOwn: 'Ditt eget andra steg kan bara en annan systemförvaltare ta bort.',

  setting: 'Kräv två steg vid inloggning med lösenord',
  settingHint:
    'Den som saknar ett andra steg får lägga till det direkt efter lösenordet och kommer inte vidare utan.',
  settingDemo:
    'I demokommunen är kravet avstängt, så att det går att prova med enbart lösenord. I en ny kommun är det på från början.',
}
