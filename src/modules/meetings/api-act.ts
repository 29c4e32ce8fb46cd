import { z } from 'zod'
import type { Command } from '#platform/command.ts'
import { changing, type Operation } from '#platform/web/api.ts'
import type { Invented } from '#platform/web/example.ts'

export const tag = 'Matters and meetings'
export const made = z.object({ id: z.uuid() })
export const moved = made.extend({ meetingId: z.uuid().nullable() })

type Act<Body extends z.ZodObject> = {
  path: string
  method: 'post' | 'put' | 'delete'
  says: readonly [summary: string, description: string]
  params?: z.ZodObject
  body?: Body
  example?: Invented<z.input<Body>> | undefined
  answer?: z.ZodType
}

/** One act of this module: the rest of its operation is the same for all. */
export function act<Input, Result, Body extends z.ZodObject>(
  command: Command<Input, Result>,
  { says, answer = made, ...rest }: Act<Body>,
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
