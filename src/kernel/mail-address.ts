/**
 * One receiver and nothing else. Signs that divide a heading into several (comma, angle brackets, a break) are in no
 * address that anybody has; a mail program would read them as one more receiver.
 */
export const mailAddress = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+\.[^\s@<>(),;:"\\[\]]+$/
