/** What is said of a table that is read in: rows that were left out, and what a person may have meant. */
export const tables = {
  skipped: {
    total: 'Raden ser ut som en summarad och läses inte in.',
    onlyNumbers: 'Raden innehåller bara tal och saknar namn. Den läses inte in.',
    headerAgain: 'Raden upprepar rubrikerna och läses inte in.',
    note: 'Raden ser ut som en anmärkning under tabellen och läses inte in.',
  },
  didYouMean: (suggestion: string) => `Menade du ${suggestion}?`,
  encodings: {
    'utf-8': 'UTF-8',
    'utf-16le': 'UTF-16',
    'windows-1252': 'Windows-1252',
  },
  delimiters: { ';': 'semikolon', ',': 'komma', '\t': 'tabb', '|': 'lodstreck' },
} as const
