/** What the list may show only, by the word in its address. */
export const shows = {
  forsenade: 'late',
  'att-bedoma': 'toJudge',
  effekt: 'toVerify',
  'inte-klara': 'unfinished',
} as const
