import { z } from 'zod'
import { dayInHistory, named, neededCaseNumber, optionalText } from '#platform/shapes.ts'

export const RegisterProgramme = z
  .object({
    title: named(300),
    caseNumber: neededCaseNumber,
    adoptedOn: dayInHistory,
    termFrom: dayInHistory,
    termTo: dayInHistory,
    note: optionalText(2000),
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
