export const errorTexts = {
  title: (status: number) => (status === 404 ? 'Sidan finns inte' : 'Det gick inte den här gången'),
  home: 'Till startsidan',
  reference: 'Uppge den här referensen om du kontaktar kommunen:',
}
