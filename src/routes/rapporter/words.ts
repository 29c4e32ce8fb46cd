/** What the list may be narrowed to, by the word in its address. */
export const states = { utkast: 'draft', faststallda: 'frozen', 'inte-skickade': 'undelivered' } as const
