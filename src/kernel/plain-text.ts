/**
 * Typed and pasted text without what cannot be seen. A bidirectional override (U+202A–202E, U+2066–2069) makes a line
 * read as something else than it says; in the title of a record nobody could tell. Control characters mean nothing to a
 * reader, and some of them break the files that are made of the text.
 */
const unseen = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu
/** Line breaks of all kinds: Word's own (VT), of a page (FF), and those of Unicode. */
const otherBreaks = /[\v\f\u0085\u2028\u2029]/gu

/** A name or a title: a break in it becomes a space. */
export function onOneLine(text: string): string {
  return text.replace(/[\t\r\n\v\f\u0085\u2028\u2029]+/gu, ' ').replace(unseen, '')
}

/** Free text: line breaks and tabs are kept. */
export function onSeveralLines(text: string): string {
  return text.replace(otherBreaks, '\n').replace(unseen, (sign) => ('\t\r\n'.includes(sign) ? sign : ''))
}
