import { z } from 'zod'
import { isIsoDate } from '#kernel/dates.ts'

const day = z.string('date').refine(isIsoDate, 'date')
const line = (most: number) => z.string().trim().min(1, 'required').max(most, 'tooLong')

export const RegisterProgramme = z
  .object({
    title: line(300),
    caseNumber: line(60),
    adoptedOn: day,
    termFrom: day,
    termTo: day,
    note: z.string().trim().max(2000, 'tooLong').default(''),
  })
  .strict()
  .refine((input) => input.termFrom <= input.termTo, { path: ['termTo'], message: 'dateBeforeOther' })

export const ProgrammeBody = z.object(RegisterProgramme.shape)

export const ProgrammeView = z.object({
  id: z.uuid(),
  title: z.string(),
  caseNumber: z.string(),
  adoptedOn: z.string(),
  termFrom: z.string(),
  termTo: z.string(),
  note: z.string(),
})
