/** How many new units fit in the form; more are added afterwards. */
export const newRows = [1, 2, 3, 4] as const
