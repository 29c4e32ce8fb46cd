import { z } from 'zod'
import { yearMonthPattern } from '#kernel/dates.ts'

const month = z.string().regex(yearMonthPattern, 'chooseOne')

/** Who is away, which months and how much of them, in percent. Why is nobody's to ask. */
export const absence = {
  accountId: z.uuid('chooseOne'),
  from: month,
  to: month,
  share: z.number('number').int('number').min(1, 'number').max(100, 'number').default(100),
}
const inOrder = (input: { from: string; to: string }) => input.to >= input.from
const wrongOrder = { path: ['to'], message: 'dateBeforeOther' }

export const Absence = z.object(absence).strict().refine(inOrder, wrongOrder)
export type Absence = z.output<typeof Absence>
export const RecordAbsence = z
  .object({ boardId: z.uuid(), ...absence })
  .strict()
  .refine(inOrder, wrongOrder)
export const OfAbsence = z.object({ absenceId: z.uuid() }).strict()
