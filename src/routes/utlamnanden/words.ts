/** The states of a request, by the word in the list's address. */
export const states = {
  mottagna: 'received',
  provas: 'underReview',
  beslutade: 'decided',
  avslutade: 'closed',
} as const
