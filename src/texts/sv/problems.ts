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
  signInRefused:
    'Inloggningen gick inte att genomföra. Försök igen. Om det inte hjälper, kontakta systemförvaltaren i kommunen.',
  wrongCode: 'Koden stämmer inte eller är redan använd. Vänta på nästa kod i appen och försök igen.',
  passkeyRefused: 'Passernyckeln gick inte att använda. Försök igen, eller logga in med en kod.',
  secondStepOver: 'Inloggningen tog för lång tid. Börja om med lösenordet.',
  tooManyAttempts: 'Det har gjorts för många försök. Vänta en kvart och försök igen.',
  tooManyPages:
    'Väldigt många sidor har öppnats från ditt konto på en minut. Vänta en minut och försök igen. Gå tillbaka om du hade skrivit något.',
  tooManyCalls: 'Det har gjorts för många anrop på en minut. Retry-After säger hur länge du behöver vänta.',
  linkNotValid: 'Länken gäller inte längre. Be kommunen om en ny.',
  notFound: 'Sidan finns inte, eller så har du inte tillgång till den.',
  notAllowed: 'Din roll får inte göra det här. Fråga systemförvaltaren om du behöver behörigheten.',
  wrongState: 'Det går inte i det läge ärendet är nu. Ladda om sidan för att se vad som har hänt.',
  alreadyDone: 'Det är redan gjort.',
  commandIdReused:
    'Det du skickade första gången är redan sparat. Titta på sidan igen, ändra det som behövs och spara på nytt.',
  duplicate: 'Det finns redan en likadan uppgift.',
  stale: 'Någon annan har ändrat samma uppgift. Jämför och välj vad som ska gälla.',
  conditionUnknown:
    'Villkoret i If-Match går inte att pröva här. Ta med den ETag som läsningen gav, eller utelämna villkoret. Inget är sparat.',
  missingRole:
    'Teamet saknar en roll som måste vara med. Lägg till rollen eller skriv varför den inte behövs.',
  biasMissing: 'Alla i teamet behöver lämna sin jävsdeklaration först.',
  checksRemain: 'Några saker behöver rättas innan det går att skicka.',
  incompletePlan: 'Varje brist behöver en åtgärd med ansvarig, datum för åtgärden och datum för uppföljning.',
  unansweredComments: 'Alla synpunkter från faktagranskningen behöver ett svar först.',
  frozen: 'Handlingen är fastställd och kan inte ändras. Gör en ny version i stället.',
  disposed:
    'Det här är gallrat och går inte att ändra eller rätta. Skriv en ny handling i ärendet om något behöver läggas till.',
  secondPerson: 'Du föreslog själv gallringen. Någon annan behöver ta ställning till den.',
  ruleChanged: 'Gallringsregeln har ändrats sedan förslaget skrevs. Avslå förslaget och gör ett nytt.',
  tooLarge: 'Filen är för stor. Välj en mindre fil, eller dela upp den i flera.',
  fileTypeRefused: 'Filen går inte att ta emot. Lämna in PDF, Word, Excel, text, PNG eller JPEG.',
  storageFull:
    'Det finns inte plats för filen i kommunens utrymme. Inget är sparat. Systemförvaltaren i kommunen kan öka utrymmet.',
  scannerDown:
    'Filer går inte att ta emot just nu, eftersom viruskontrollen inte svarar. Inget är sparat. Försök igen om en stund.',
  importHasFaults: 'Filen har fel kvar. Rätta dem i filen och ladda upp den på nytt. Inget är inläst.',
  importBuiltOn: 'Inläsningen går inte att ångra, eftersom något bygger på den. Listan visar vad.',
  importBrokeOff:
    'Arbetet med filen avbröts flera gånger och gavs upp. Inget är ändrat. Försök igen, eller dela upp filen i flera.',
  tableUnreadable: 'Filen gick inte att läsa som en tabell. Inget är ändrat.',
  wrongMediaType: 'Begäran har fel format. Skicka den som JSON.',
  foreignOrigin: 'Begäran kom från en annan webbplats och utfördes inte.',
  otherLockKey:
    'Det här är låst med en annan nyckel än den som systemet använder nu. Inget är förlorat. Be den som sköter driften att lägga tillbaka nyckeln.',
  busy: 'Många skickar filer just nu, och din kom inte in. Inget är sparat. Vänta en minut och skicka igen.',
  unavailable:
    'Systemet är tillfälligt upptaget. Vänta en stund och försök igen. Det du skrev finns kvar på sidan.',
  unexpected: 'Något gick fel hos oss. Försök igen om en stund.',
}

const fieldFaults: Record<string, string> = {
  required: 'Fyll i uppgiften.',
  waitsForBoard: 'En punkt i ärendet väntar på nämnden. Avsluta ärendet när den är klar.',
  followUpOpen: 'En uppföljning i ärendet pågår. Avsluta ärendet när den är klar.',
  notFrozen: 'Handlingen behöver fastställas först, eftersom kallelsen redan har gått ut.',
  matterNeeded:
    'Beslutet ska stå i ett ärende. Välj ett ärende, eller skriv ett diarienummer. Finns inget ärende kan registratorn öppna ett.',
  matterToOpen:
    'Det finns inget öppet ärende med det numret. Be registratorn öppna ärendet och försök sedan igen.',
  nothingToAsk: 'Inget krav för enheten hör till det du har valt. Välj fler fokusområden eller krav.',
  requirementUnknown: 'Det finns inget krav med den koden. Kontrollera koden i kravkatalogen.',
  decisionNeeded: 'Uppföljningen ska först beslutas enligt delegationsordningen. Se Delegationsbeslut.',
  noPointForRelease:
    'Delegationsordningen säger inte vem som får besluta att inte lämna ut en handling. Nämnden behöver besluta, eller lägga till en punkt.',
  groundNeeded: 'Skriv lagrummet: lag och kapitel behövs när något inte lämnas ut.',
  nothingToMask: 'Skriv minst ett ord eller välj minst en del att maskera.',
  copyIsOriginal: 'Filen är likadan som originalet. Maskera kopian först.',
  unreviewed: 'Alla valda handlingar behöver prövas först.',
  copyMissing: 'En handling som lämnas ut saknar sin kopia. Maskera den eller ladda upp en kopia.',
  notYourPoint: 'Punkten i delegationsordningen gäller en annan roll än din.',
  orderInForce: 'Det finns ingen delegationsordning som gäller den dagen.',
  tooShort: 'Texten är för kort.',
  tooLong: 'Texten är för lång.',
  tooManyAtOnce: 'Det är för många på en gång. Välj färre och gör resten efteråt.',
  chooseOne: 'Välj ett av alternativen.',
  rowsGone: 'De valda raderna finns inte kvar i planen. Välj bland dem som står där nu.',
  proposalsWait: 'Tio förslag väntar redan på att räknas fram. Vänta tills något är klart, eller stoppa ett.',
  staysOverbooked:
    'Tiden räcker inte för alla. Välj fler uppföljningar att flytta, ändra timmarna, eller kryssa för att det beslutas ändå.',
  rowIsFixed: 'En vald uppföljning är förberedd eller låst och kan inte skjutas undan. Välj en annan.',
  planHasEvent: 'Uppföljningen står redan i planen.',
  nothingInRegister:
    'Registret har ingen med del av heltid som kan ingå i nämndens team det året. Skriv in dem i registret Processägare och personal först.',
  hoursNeeded: 'Ange timmar för minst en person.',
  monthNotLeft: 'Välj månader i planens år som inte har passerat.',
  noHoursToTake:
    'Personen har inga timmar de månaderna. Sätt timmar under Bemanning, eller välj andra månader.',
  noUnitsOwed:
    'Ingen enhet ska följas upp under planens år enligt områdenas inställningar. Se över dem under Inställningar för planering.',
  noStaffHours:
    'Ingen har timmar för uppföljning under planens år. Ange timmar under Bemanning, och räkna sedan fram förslaget.',
  chooseAnswer: 'Svara för minst en person.',
  chooseFollowUp: 'Välj minst en uppföljning.',
  cannotTakeOver:
    'Personen kan inte ta över det här. Välj någon som arbetar för samma nämnd och har en roll som passar.',
  needsRole: 'Det här behöver någon med samma roll, till exempel MAS. Välj en annan person.',
  biasedHere: 'Personen har anmält jäv i uppföljningen. Välj en annan person.',
  chooseFactor: 'Bedöm minst en faktor.',
  weightNeeded: 'Minst en faktor behöver ha en vikt som är större än 0.',
  limitsRise: 'Varje gräns behöver vara högre än den före.',
  chooseRows: 'Välj minst en uppgift att lämna över.',
  chooseReceiver: 'Välj vem som tar över. Någon av uppgifterna har ingen ny ansvarig.',
  theSamePerson: 'Välj någon annan än den som lämnar över.',
  sameUnit: 'Välj en annan enhet än den du är på.',
  otherBoard: 'Enheterna hör till olika nämnder. Välj enheter som hör till samma nämnd.',
  notInForce: 'Enheten är inte i drift den dagen. Välj en annan dag eller en annan enhet.',
  twoUnits: 'Välj minst två enheter som den delas i, eller markera att enheten fortsätter själv.',
  oneUnit: 'Välj bara en enhet.',
  goesRound: 'Enheten kommer redan ur den här. Välj en annan enhet.',
  wrongType: 'Uppgiften har fel form.',
  wrongFormat: 'Uppgiften har fel form.',
  notValid: 'Uppgiften går inte att använda.',
  dayOutsidePlan: 'Välj en dag i det halvår som planen säger, eller flytta raden i planen först.',
  date: 'Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2027-03-12.',
  dateInPast: 'Datumet har redan varit. Välj ett senare datum.',
  dateInFuture: 'Datumet har inte varit än. Välj i dag eller en tidigare dag.',
  dateYear: 'Kontrollera årtalet. Skriv en dag mellan 1990 och 2100.',
  dateYearInHistory: 'Kontrollera årtalet. Skriv en dag mellan 1900 och 2100.',
  dateBeforeOther: 'Datumet är tidigare än det datum som ska komma före.',
  number: 'Skriv ett tal, till exempel 12 eller 12,5.',
  email: 'Skriv en e-postadress, till exempel namn@exempel.se.',
  personalNumber: 'Texten ser ut att innehålla ett personnummer. Ta bort det.',
  passwordTooShort: 'Lösenordet behöver minst 15 tecken. Flera ord i rad är lätt att minnas.',
  passwordTooCommon:
    'Lösenordet är för lätt att gissa: namn, årtal, vanliga ord och upprepningar räknas knappt. Skriv till exempel fyra ord som inte hör ihop.',
  codeWrong: 'Koden stämmer inte. Kontrollera att klockan i telefonen går rätt och skriv nästa kod.',
  passkeyNotMade: 'Passernyckeln gick inte att spara. Börja om och försök igen.',
  passkeyTooLate: 'Det tog för lång tid. Skriv lösenordet igen och gör om.',
  offerTooOld: 'Det har gått för lång tid. Ladda om sidan och lägg in den nya nyckeln i appen.',
  lastFactor: 'Kommunen kräver ett andra steg. Lägg till ett nytt innan du tar bort det här.',
  passwordWrong: 'Lösenordet stämmer inte med det du använder nu.',
  otherSide:
    'Rollen passar inte kontot. En person sitter antingen hos kommunen, hos en utförare eller i nämnden.',
  colour: 'Skriv färgen som # och sex tecken, till exempel #0a5a78.',
  periodOfKind: 'Välj en period som passar slaget av rapport.',
  periodAhead: 'Perioden har inte börjat. Välj en tidigare.',
  logoTooLarge: 'Logotypen är för stor. Den får vara högst 256 kB.',
  logoKind: 'Logotypen går inte att använda. Välj en PNG- eller SVG-fil utan skript och länkar.',
  wordTooLarge: 'Word-filen är för stor. Den får vara högst 5 MB.',
  wordKind:
    'Word-filen går inte att använda. Välj en .docx eller .dotx utan makron och utan länkar till andra mallar eller bilder.',
  typst: 'Mallen går inte att använda. Felet visas nedanför.',
  colourTooPale: 'Färgen är för ljus för att läsas mot vitt. Välj en mörkare.',
  issuer: 'Skriv adressen som den står hos inloggningstjänsten, till exempel https://login.exempel.se.',
  issuerFixed:
    'Adressen går inte att ändra. Lägg till en ny inloggningstjänst i stället, och stäng av den här.',
  scopes: 'Skriv openid och det mer som behövs, med mellanslag mellan.',
  secretVariable: 'Skriv ett namn som börjar med OIDC_SECRET_, med stora bokstäver.',
  oneSecret: 'Välj ett av sätten: en hemlighet här eller en fil på servern.',
  notOwnAccount: 'Du kan inte koppla en inloggning till ditt eget konto. Be en annan systemförvaltare.',
  ownLogRows: 'Du kan inte bedöma rader om dig själv. En annan granskare behöver göra det.',
  outOfRange: 'Talet är för litet eller för stort. Se gränserna under fältets namn.',
  passwordsDiffer: 'De två lösenorden är inte lika.',
  hoursThereAlready: 'Det finns redan timmar för personen den månaden. Skriv varför de rättas.',
  monthAhead: 'Månaden har inte börjat. Välj en tidigare.',
  reasonNeeded: 'Skriv en kort motivering.',
  yearsOfDisposal: 'Skriv antalet år, minst 1 och högst 100.',
  backupDays: 'Skriv antalet dagar, högst 3 660. Skriv 0 om inga säkerhetskopior görs.',
  disposalOpen: 'Det finns redan ett förslag om den här gallringen. Avsluta det först.',
  nothingToDispose: 'Det finns inget att gallra just nu.',
  noRuleOfDisposal:
    'Nämnden har inte beslutat att detta får gallras. Skriv in beslutet under Gallringsregler först.',
  reportNotDelivered:
    'Rapporten har inte nått både enheten och nämnden. Lämna den först, eller skriv varför uppföljningen avslutas ändå.',
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
    'Filtypen går inte att ta emot. Lämna in PDF, Word, Excel, PowerPoint, OpenDocument, text, PNG eller JPEG.',
  importTooManyRows: 'Filen har fler än 20 000 rader. Dela upp den och läs in en del i taget.',
  columnNeeded: 'Välj vilken kolumn som innehåller uppgiften.',
  tableEmpty: 'Filen innehåller inga uppgifter. Kontrollera att du har valt rätt fil.',
  tableTooLarge: 'Filen är för stor. Den får vara högst 50 MB. Dela upp den i flera filer.',
  tableTooManyRows: 'Filen har för många rader. Dela upp den så att varje fil har högst 600 000 rader.',
  tableTooManyColumns: 'Tabellen är för bred. Ta bort kolumner så att högst 500 är kvar.',
  tableTooMuch:
    'Filen innehåller för mycket. Ta bort blad och kolumner som inte ska läsas in, eller dela upp filen.',
  tableCellTooLong: 'En cell innehåller för lång text. Högst 32 767 tecken går att läsa. Korta texten.',
  tableNotOne: 'Filen är ingen tabell. Välj en Excel-fil (.xlsx) eller en textfil med kolumner (.csv).',
  tableOldExcel:
    'Filen är sparad i ett äldre Excel-format (.xls). Öppna den i Excel, välj Spara som och Excel-arbetsbok (.xlsx).',
  tableOtherSpreadsheet:
    'Filen är ett kalkylblad av en sort som inte går att läsa. Öppna den, välj Spara som och Excel-arbetsbok (.xlsx).',
  tableLocked: 'Filen är skyddad med lösenord. Öppna den i Excel, ta bort lösenordet och spara den igen.',
  tableMacros:
    'Filen innehåller makron och läses därför inte. Öppna den i Excel, välj Spara som och Excel-arbetsbok (.xlsx).',
  tableDamaged:
    'Filen är skadad eller inte helt sparad. Öppna den i Excel, spara den igen och försök på nytt.',
  tableQuoteOpen:
    'Ett citattecken i filen saknar sitt par, så det går inte att se var cellen slutar. Rätta det, eller spara filen som Excel-arbetsbok (.xlsx).',
  tableTooSlow: 'Filen tog för lång tid att läsa. Dela upp den i flera filer.',
  cellError: 'Cellen innehåller ett fel från Excel. Rätta formeln eller skriv värdet.',
  dateOrderUnclear: 'Det går inte att se vad som är dag och månad. Skriv datumet som ÅÅÅÅ-MM-DD.',
  dateShortYear: 'Skriv årtalet med fyra siffror, som ÅÅÅÅ-MM-DD.',
  dateYearOnly: 'Här står bara ett år. Skriv hela datumet, som ÅÅÅÅ-MM-DD.',
  dateNotReal: 'Datumet finns inte. Kontrollera dag och månad.',
  numberUnclear: 'Det går inte att se var decimalerna börjar. Skriv talet med decimalkomma och utan punkt.',
  numberIsDate: 'Cellen innehåller ett datum där det ska stå ett tal. Skriv talet på nytt.',
  codeRounded: 'Numret är avrundat i filen. Gör om kolumnen till text och skriv numret på nytt.',
  codeDecimals: 'Koden ser ut som ett tal med decimaler. Gör om kolumnen till text och skriv koden på nytt.',
  codeIsDate: 'Koden har blivit ett datum i filen. Gör om kolumnen till text och skriv koden på nytt.',
  yesOrNo: 'Skriv Ja eller Nej.',
  fileMacros: 'Filen innehåller makron eller program. Spara den utan makron och lämna in igen.',
  fileHolds: 'Filen har andra filer inbäddade i sig. Ta bort dem och lämna in dem var för sig.',
  fileReachesOut:
    'Filen hämtar innehåll från en annan plats när den öppnas, till exempel en mall eller en bild. Bryt kopplingen, eller spara filen som PDF.',
  fileActive:
    'PDF-filen innehåller skript, formulär med program eller bifogade filer. Skriv ut den till en ny PDF och lämna in den.',
  fileLocked:
    'Filen är skyddad med lösenord eller sparad i ett äldre format. Spara den utan skydd i ett nyare format och lämna in igen.',
  fileUnread:
    'PDF-filen är packad på ett sätt som inte går att kontrollera. Skriv ut den till en ny PDF och lämna in den.',
  fileTooMuch: 'Filen innehåller för mycket för att kunna kontrolleras. Dela upp den i flera filer.',
  fileDamaged:
    'Filen är skadad, skyddad eller packad på ett ovanligt sätt. Öppna den, spara den igen och försök på nytt.',
  fileHeic: 'Bilder från telefonen i formatet HEIC går inte att ta emot. Spara bilden som JPEG.',
  fileInfected: 'Filen innehåller skadlig kod och är inte sparad. Kontakta er it-avdelning.',
  personalNumberInFile:
    'Filen ser ut att innehålla ett personnummer. Ta bort eller maskera det och lämna in igen.',
  personalNumberInName: 'Filnamnet ser ut att innehålla ett personnummer. Byt namn på filen.',
  personalNumberOnLine: 'Det ser ut att stå ett personnummer på rad {n} i filen. Ta bort eller maskera det.',
  personalNumberOnPage: 'Det ser ut att stå ett personnummer på sida {n} i filen. Ta bort eller maskera det.',
  personalNumberBehindPage:
    'Det ser ut att stå ett personnummer i en kommentar, en länk eller ett formulärfält på sida {n}. Ta bort eller maskera det.',
  personalNumberInCell: 'Det ser ut att stå ett personnummer i cell {n} i filen. Ta bort eller maskera det.',
  personalNumberOnSlide:
    'Det ser ut att stå ett personnummer på bild {n} i filen. Ta bort eller maskera det.',
  personalNumberInNotes:
    'Det ser ut att stå ett personnummer i anteckningarna till bild {n}. Ta bort eller maskera det.',
  personalNumberInHeader:
    'Det ser ut att stå ett personnummer i filens sidhuvud eller sidfot. Ta bort eller maskera det.',
  personalNumberInFootnote:
    'Det ser ut att stå ett personnummer i en fotnot i filen. Ta bort eller maskera det.',
  personalNumberInComment:
    'Det ser ut att stå ett personnummer i en kommentar i filen. Ta bort eller maskera det.',
  personalNumberInChart:
    'Det ser ut att stå ett personnummer i ett diagram i filen. Ta bort eller maskera det.',
  personalNumberInAbout:
    'Det ser ut att stå ett personnummer i filens egenskaper, till exempel titeln. Ändra dem och lämna in igen.',
  personalNumberInDescription:
    'Det ser ut att stå ett personnummer i beskrivningen av en bild i filen. Ta bort eller maskera det.',
  personalNumberInPicture:
    'Det ser ut att stå ett personnummer i uppgifterna om en bild i filen. Byt ut bilden mot en skärmbild.',
  taken: 'Uppgiften används redan.',
  goodCareNeeded:
    'Ett krav som bara gäller hälso- och sjukvård behöver minst ett av de fem områdena för god vård.',
  changedAfterDecision:
    'Krav har ändrats efter beslutsdagen. Kontrollera ändringarna och kryssa för att de ryms i beslutet.',
  unitOfOther: 'Enheten drivs inte av den utföraren. Välj en av utförarens enheter, eller ingen.',
  otherProvider: 'En av enheterna drivs av någon annan den dagen. Kontrollera enheterna och datumet.',
  overlapsLater:
    'Det finns redan en senare uppgift som börjar före slutdatumet. Välj ett tidigare slutdatum.',
  nothingThatDay: 'Det finns ingen uppgift för den dagen. Välj en dag då något gällde.',
  signFirst: 'Ett utkast antas med knappen Anta avtalet. Spara det som utkast först.',
  followUpPlanNeeded:
    'Avtalet behöver en fastställd uppföljningsplan först, eller ett skäl till att ingen behövs.',
  differencesUnexplained: 'Varje skillnad mot det jämförda avtalet behöver en motivering först.',
  requirementsUnfinished: 'Något av avtalets egna krav saknar uppgifter, till exempel hur det följs upp.',
  planRowNeeded: 'Lägg till minst en rad: vad som ska följas upp.',
  planDraftOpen: 'Det finns ett utkast till uppföljningsplan. Fastställ det i stället.',
  hasNoEnd: 'Avtalet gäller tills vidare och behöver inte förlängas.',
  tokenTooLong: 'Välj en dag inom ett år från i dag.',
  organisationNumber: 'Organisationsnumret stämmer inte. Skriv tio siffror, till exempel 556000-0000.',
  soleTrader: 'Numret ser ut som ett personnummer. Lämna fältet tomt: enskilda firmor får en egen kod.',
}

export function problemText(code: ProblemCode): string {
  return problems[code]
}

export function fieldText(fault: FieldFault): string {
  const text = fieldFaults[fault.code] ?? 'Uppgiften går inte att använda.'
  if (text.includes('{n}')) return text.replace('{n}', fault.cell ?? String(fault.position))
  return fault.position ? `${text} (tecken ${fault.position})` : text
}
