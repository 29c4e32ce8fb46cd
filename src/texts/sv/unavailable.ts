/** The page that is shown when the database is not there: it can ask nothing, so it is made of these words alone. */
export const unavailableTexts = {
  title: 'Systemet är tillfälligt upptaget',
  typedTitle: 'Det gick inte att spara just nu',
  wait: 'Vänta en stund och försök igen. Det brukar gå över av sig självt.',
  typed: 'Det du skrev finns kvar på den här sidan. Vänta en stund och skicka igen. Inget sparas två gånger.',
  /** Without its name, which may hold what is not to be repeated. */
  fileAgain: 'Välj filen igen',
  again: 'Skicka igen',
  retry: 'Försök igen',
}
