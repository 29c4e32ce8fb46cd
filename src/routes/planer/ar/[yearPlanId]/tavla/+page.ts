/** Follow-ups are dragged from month to month; each can also be moved by its link, without script. */
export const csr = true
