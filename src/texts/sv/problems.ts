import type { FieldFault, ProblemCode } from '#kernel/problem.ts'

/** What a user reads when something does not go: what happened, what to do, and that nothing is lost. */
const problems: Record<ProblemCode, string> = {
  invalidInput: 'Något behöver rättas innan det går att spara. Det du skrev finns kvar.',
  personalNumber:
    'Texten ser ut att innehålla ett personnummer. Uppsikt sparar inte uppgifter som pekar ut enskilda. Ta bort numret och spara igen.',
  unknownField: 'Begäran innehåller en uppgift som inte hör hit. Inget är sparat.',
  malformed: 'Begäran gick inte att läsa. Ladda om sidan och försök igen.',
  signedOut: 'Du är inte inloggad. Logga in och försök igen.',
  wrongCredentials: 'E-postadressen eller lösenordet stämmer inte. Kontrollera och försök igen.',
  tooManyAttempts: 'Det har gjorts för många försök. Vänta en kvart och försök igen.',
  linkNotValid: 'Länken gäller inte längre. Be kommunen om en ny.',
  notFound: 'Sidan finns inte, eller så har du inte tillgång till den.',
  notAllowed: 'Din roll får inte göra det här. Fråga systemförvaltaren om du behöver behörigheten.',
  wrongState: 'Det går inte i det läge ärendet är nu. Ladda om sidan för att se vad som har hänt.',
  alreadyDone: 'Det är redan gjort.',
  commandIdReused:
    'Det du skickade första gången är redan sparat. Titta på sidan igen, ändra det som behövs och spara på nytt.',
  duplicate: 'Det finns redan en likadan uppgift.',
  stale: 'Någon annan har ändrat samma uppgift. Jämför och välj vad som ska gälla.',
  missingRole:
    'Teamet saknar en roll som måste vara med. Lägg till rollen eller skriv varför den inte behövs.',
  biasMissing: 'Alla i teamet behöver lämna sin jävsdeklaration först.',
  checksRemain: 'Några saker behöver rättas innan det går att skicka.',
  incompletePlan: 'Varje brist behöver en åtgärd med ansvarig, datum för åtgärden och datum för uppföljning.',
  unansweredComments: 'Alla synpunkter från faktagranskningen behöver ett svar först.',
  frozen: 'Handlingen är fastställd och kan inte ändras. Gör en ny version i stället.',
  tooLarge: 'Filen är för stor. Den får vara högst 25 MB.',
  fileTypeRefused: 'Filtypen går inte att ta emot. Lämna in PDF, Word, Excel, text, PNG eller JPEG.',
  wrongMediaType: 'Begäran har fel format. Skicka den som JSON.',
  foreignOrigin: 'Begäran kom från en annan webbplats och utfördes inte.',
  unavailable:
    'Systemet är tillfälligt upptaget. Vänta en stund och försök igen. Det du skrev finns kvar på sidan.',
  unexpected: 'Något gick fel hos oss. Försök igen om en stund.',
}

const fieldFaults: Record<string, string> = {
  required: 'Fyll i uppgiften.',
  tooShort: 'Texten är för kort.',
  tooLong: 'Texten är för lång.',
  chooseOne: 'Välj ett av alternativen.',
  wrongType: 'Uppgiften har fel form.',
  wrongFormat: 'Uppgiften har fel form.',
  notValid: 'Uppgiften går inte att använda.',
  date: 'Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2027-03-12.',
  dateInPast: 'Datumet har redan varit. Välj ett senare datum.',
  dateInFuture: 'Datumet har inte varit än. Välj i dag eller en tidigare dag.',
  dateBeforeOther: 'Datumet är tidigare än det datum som ska komma före.',
  number: 'Skriv ett tal, till exempel 12 eller 12,5.',
  email: 'Skriv en e-postadress, till exempel namn@exempel.se.',
  personalNumber: 'Texten ser ut att innehålla ett personnummer. Ta bort det.',
  passwordTooShort: 'Lösenordet behöver minst 15 tecken. Flera ord i rad är lätt att minnas.',
  passwordTooCommon: 'Lösenordet är för lätt att gissa. Blanda fler olika tecken eller ord.',
  passwordWrong: 'Lösenordet stämmer inte med det du använder nu.',
  otherSide:
    'Rollen passar inte kontot. En person sitter antingen hos kommunen, hos en utförare eller i nämnden.',
  colour: 'Skriv färgen som # och sex tecken, till exempel #0a5a78.',
  colourTooPale: 'Färgen är för ljus för att läsas mot vitt. Välj en mörkare.',
  passwordsDiffer: 'De två lösenorden är inte lika.',
  reasonNeeded: 'Skriv en kort motivering.',
  noteNeeded: 'Skriv en anteckning som förklarar bedömningen.',
  evidenceNeeded: 'Ange vilket underlag bedömningen vilar på.',
  nothingToRevisit:
    'Det finns inga öppna brister att kontrollera vid ett återbesök. Välj en annan typ av uppföljning.',
  doneNeeded: 'Skriv vad ni har gjort, med minst några ord.',
  actionEvidenceNeeded: 'Bifoga ett underlag, eller skriv var underlaget finns.',
  actionEvidenceMissing: 'Det finns inget underlag för åtgärden. Skicka tillbaka den och be om underlag.',
  verdictNeeded: 'Gör en bedömning av kravet.',
  ivoDecisionNeeded: 'Fatta först beslutet om anmälan till IVO.',
  actionNeeded: 'Skriv vad som ska göras.',
  ownerNeeded: 'Skriv vem som ansvarar för åtgärden.',
  dueOnNeeded: 'Skriv när åtgärden ska vara klar.',
  followUpOnNeeded: 'Skriv när åtgärden ska följas upp.',
  fileMissing: 'Välj en fil att lämna in.',
  fileEmpty: 'Filen är tom.',
  fileTooLarge: 'Filen är för stor. Den får vara högst 25 MB.',
  fileTypeRefused:
    'Filtypen går inte att ta emot. Lämna in PDF, Word, Excel, text, PNG eller JPEG utan makron.',
  personalNumberInFile:
    'Filen ser ut att innehålla ett personnummer. Ta bort eller maskera det och lämna in igen.',
  taken: 'Uppgiften används redan.',
  otherProvider: 'En av enheterna drivs av någon annan den dagen. Kontrollera enheterna och datumet.',
  overlapsLater:
    'Det finns redan en senare uppgift som börjar före slutdatumet. Välj ett tidigare slutdatum.',
  nothingThatDay: 'Det finns ingen uppgift för den dagen. Välj en dag då något gällde.',
  organisationNumber: 'Organisationsnumret stämmer inte. Skriv tio siffror, till exempel 556000-0000.',
  soleTrader: 'Numret ser ut som ett personnummer. Lämna fältet tomt: enskilda firmor får en egen kod.',
}

export function problemText(code: ProblemCode): string {
  return problems[code]
}

export function fieldText(fault: FieldFault): string {
  const text = fieldFaults[fault.code] ?? 'Uppgiften går inte att använda.'
  return fault.position ? `${text} (tecken ${fault.position})` : text
}
