import { z } from 'zod'

const percent = z.number('number').int('number').min(0, 'number').max(200, 'number')

/** Hours of those whom the register names with a share of full time, where nobody has set any. */
export const FillStaffHours = z
  .object({
    boardId: z.uuid(),
    year: z.number('number').int('number').min(2000, 'number').max(2200, 'number'),
    /** Hours for follow-up of whoever works with nothing else, in a usual month. */
    fullTimeHours: z.number('number').min(1, 'number').max(250, 'number'),
    /** How many percent of a usual month each month has, January to December. */
    monthProfile: z
      .array(percent)
      .length(12)
      .default(Array.from({ length: 12 }, () => 100)),
  })
  .strict()
