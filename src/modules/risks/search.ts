/** Every word that is looked for stands somewhere in the texts, whatever its capitals: as `patternsOf` asks the database. */
export function hasWords(texts: readonly string[], words: string): boolean {
  const text = texts.join(' ').toLocaleLowerCase('sv')
  return words
    .toLocaleLowerCase('sv')
    .split(/\s+/)
    .every((word) => text.includes(word))
}
