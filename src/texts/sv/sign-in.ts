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
  discard: 'Gå till startsidan',
}
