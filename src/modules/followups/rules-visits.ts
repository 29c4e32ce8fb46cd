import { formatTime, todayIn, type IsoDate } from '#kernel/dates.ts'

/** Whom one meets, as roles. A fixed list, so that no name can stand in it. */
export const metRoles = [
  'unitManager',
  'providerManagement',
  'coordinator',
  'careStaff',
  'nightStaff',
  'temporaryStaff',
  'nurse',
  'therapist',
  'users',
  'relatives',
  'guardians',
  'staffRepresentative',
] as const
export type MetRole = (typeof metRoles)[number]

/** "18.30" or "18:30" on a day in Sweden, as an instant. The hour that is skipped in spring gives undefined. */
export function swedishInstant(date: IsoDate, time: string): Date | undefined {
  const clock = time.replace('.', ':').padStart(5, '0')
  // Sweden is one hour ahead of UTC in winter and two in summer; the one that reads back the same is right.
  return ['+02:00', '+01:00']
    .map((offset) => new Date(`${date}T${clock}:00${offset}`))
    .find((moment) => !Number.isNaN(moment.getTime()) && readsAs(moment, date, clock))
}

function readsAs(moment: Date, date: IsoDate, clock: string): boolean {
  return todayIn(moment) === date && formatTime(moment) === clock.replace(':', '.')
}
