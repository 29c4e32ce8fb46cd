/** The few words the components need of their own. Every page can hand in others. */
export const shellTexts = {
  skip: 'Till innehållet',
  search: 'Sök enhet, avtal eller uppföljning',
  searchButton: 'Sök',
  todo: 'Besked',
  todoCount: (count: number) => (count === 1 ? '1 oläst besked' : `${count} olästa besked`),
  places: 'Huvudmeny',
  menu: 'Meny',
  account: 'Mitt konto',
  signOut: 'Logga ut',
  about: 'Om systemet',
  accessibility: 'Tillgänglighetsredogörelse',
  waiting: 'väntar',
}
export type ShellTexts = typeof shellTexts

export const themeTexts = { title: 'Färger', auto: 'Som datorn', light: 'Ljusa', dark: 'Mörka' }
export type ThemeTexts = typeof themeTexts

/** Word for each verdict and degree; the shape and the colour follow the same key. */
export const statusWords = {
  met: 'Uppfyllt',
  partly: 'Delvis uppfyllt',
  notMet: 'Inte uppfyllt',
  notApplicable: 'Ej aktuellt',
  notAssessed: 'Ej bedömt',
  minor: 'Mindre brist',
  serious: 'Allvarlig brist',
  acute: 'Akut brist',
} as const

export const stepTexts = { done: 'Klart', current: 'Pågår', coming: 'Kommer' }

/** Two versions of a text beside each other. */
export const changedTexts = {
  before: 'Förut',
  after: 'Nu',
  nothing: 'inget',
  legend: 'Ord som bara fanns förut är överstrukna. Ord som är nya är understrukna.',
}

export const pageTexts = {
  crumbs: 'Här är du',
  pages: 'Sidor i listan',
  pagesBelow: 'Sidor i listan, under listan',
  previous: 'Föregående',
  next: 'Nästa',
  page: (number: number) => `Sida ${grouped(number)}`,
  range: (from: number, to: number, total: number) => `${grouped(from)}–${grouped(to)} av ${grouped(total)}`,
  none: 'Inga rader',
}
export type PageTexts = typeof pageTexts

export const tableTexts = {
  sortedUp: 'sorterad stigande',
  sortedDown: 'sorterad fallande',
  sort: 'sortera',
  scroll: (caption: string) => `${caption}, går att rulla i sidled`,
}

export const exportTexts = { title: 'Hämta listan', xlsx: 'Excel', csv: 'CSV', json: 'JSON' }

export const filterTexts = {
  show: 'Visa',
  clear: 'Rensa urvalet',
  active: 'Valt urval',
  remove: 'Ta bort',
  searched: 'Sökord',
  more: 'Fler val',
}

export const formTexts = {
  optional: '(frivilligt)',
  error: 'Fel:',
  choose: 'Välj',
  left: (left: number) => (left === 1 ? '1 tecken kvar' : `${grouped(left)} tecken kvar`),
  over: (over: number) => `${grouped(over)} tecken för mycket`,
  atMost: (max: number) => `Högst ${grouped(max)} tecken`,
  pickDate: 'Välj i kalendern',
  dateHint: 'Skriv år, månad och dag: 2027-03-12',
}

/** The guard against personal numbers reads documents, not what is seen on a page of PDF or in a picture. */
export const fileTexts = {
  unread:
    'Text i bilder och på inskannade sidor kontrolleras inte. Titta själv efter personnummer innan du lämnar filen.',
}

export const faultTexts = {
  title: (count: number) =>
    count === 1 ? '1 uppgift behöver ändras' : `${grouped(count)} uppgifter behöver ändras`,
  lead: 'Det du har skrivit finns kvar.',
  more: (count: number) => `och ${grouped(count)} till`,
}
export type FaultTexts = typeof faultTexts

export const conflictTexts = {
  mine: 'Din text',
  theirs: 'Kollegans text',
  keepMine: 'Behåll min text',
  keepTheirs: 'Behåll kollegans text',
}
export type ConflictTexts = typeof conflictTexts

export const levelTexts = { show: 'Läs vad nivåerna betyder', level: 'Nivå' }
export const verdictTexts = { lastTime: 'Förra gången:' }

/** Digits in threes with a narrow no-break space, so that a number never breaks across lines. */
function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f')
}
