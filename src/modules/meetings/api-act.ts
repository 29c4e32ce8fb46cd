import { z } from 'zod'
import type { Command } from '#platform/command.ts'
import { changing, type Operation } from '#platform/web/api.ts'

export const tag = 'Matters and meetings'
export const made = z.object({ id: z.uuid() })
export const moved = made.extend({ meetingId: z.uuid().nullable() })

type Act = {
  path: string
  method: 'post' | 'put' | 'delete'
  says: readonly [summary: string, description: string]
  params?: z.ZodObject
  body?: z.ZodObject
  answer?: z.ZodType
}

/** One act of this module: the rest of its operation is the same for all. */
export function act<Input, Result>(
  command: Command<Input, Result>,
  { says, answer = made, ...rest }: Act,
): Operation {
  return changing({
    ...rest,
    tag,
    summary: says[0],
    description: says[1],
    answer,
    command,
    created: rest.method === 'post',
  })
}
