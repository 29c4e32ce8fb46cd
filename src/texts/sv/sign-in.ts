export const signInTexts = {
  title: 'Logga in',
  email: 'E-postadress',
  password: 'Lösenord',
  submit: 'Logga in',
  lead: 'Uppsikt är kommunens system för att följa upp kvaliteten i vård och omsorg.',
  keptTitle: 'Du har varit inaktiv för länge',
  keptText:
    'Logga in igen. Det du skrev finns kvar och kan skickas efter inloggningen. Filer behöver väljas på nytt.',
  resumeTitle: 'Det du skrev finns kvar',
  resumeText:
    'Du är inloggad igen. Skicka det du hade skrivit, eller gå till startsidan om du inte längre vill det.',
  resume: 'Skicka det jag skrev',
  by: (name: string) => `Logga in med ${name}`,
  local: 'Logga in med lösenord',
  newTab: 'Logga in i en ny flik med knappen. Kom sedan tillbaka hit och skicka det du skrev.',
  outTitle: 'Du är utloggad från Uppsikt',
  outText: (name: string) =>
    `Du kan fortfarande vara inloggad i ${name}. Om andra använder datorn behöver du logga ut även där.`,
  outToo: (name: string) => `Logga ut från ${name} också`,
  waitingTitle: 'Du har ingen behörighet än',
  waitingLead: 'Inloggningen fungerade, men du har inte fått någon roll i Uppsikt.',
  waitingNext: 'Så får du tillgång',
  waitingText:
    'Hör av dig till den som sköter Uppsikt i kommunen (systemförvaltaren). Ditt namn finns nu i listan över dem som väntar, så det går snabbt att släppa in dig.',
  waitingInvitation:
    'Har du fått en inbjudan? Öppna länken i den och logga in därifrån. Är du inbjuden med en annan e-postadress behöver systemförvaltaren koppla ihop dem.',
  waitingBack: 'Till inloggningen',
  discard: 'Gå till startsidan',
}
