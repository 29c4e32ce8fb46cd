import { z } from '@hono/zod-openapi'
import type { Actor } from '#access/may.ts'
import type { Verb } from '#access/roles.ts'
import type { Command } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Invented } from './example.ts'

type Described = { path: string; summary: string; description: string; tag: string; params?: z.ZodObject }

export type Reading = Described & {
  verb: Verb
  query?: z.ZodObject
  answer: z.ZodType
  /** Undefined answers 404. */
  // The shapes above say what the two inputs hold; the registry of all operations cannot know it.
  run: (tx: Db, input: never, actor: Actor) => Promise<unknown>
}

export type Changing = Described & {
  method: 'post' | 'put' | 'patch' | 'delete'
  body?: z.ZodObject
  /** A body as another system may send it: invented, shown in the description of the API, and tried as it stands. */
  example?: object | undefined
  answer: z.ZodType
  command: Command<never, unknown>
  created?: boolean
  /**
   * Takes a file instead of a body of JSON: raw with `?fileName=`, or the first file of multipart. The rest of the input
   * stands in `query`.
   */
  file?: true
  query?: z.ZodObject
}

export type Operation = Reading | Changing

/** A reading operation, with its inputs typed by its shapes. */
export function reading<Params extends z.ZodObject, Query extends z.ZodObject>(operation: {
  path: string
  tag: string
  verb: Verb
  summary: string
  description: string
  params?: Params
  query?: Query
  answer: z.ZodType
  run: (tx: Db, input: z.output<Params> & z.output<Query>, actor: Actor) => Promise<unknown>
}): Reading {
  return operation
}

/** A changing operation: a command with its address. Path parameters and body together are the command's input. */
export function changing<Input, Result, Body extends z.ZodObject>(
  operation: Omit<Changing, 'command' | 'body' | 'example'> & {
    command: Command<Input, Result>
    body?: Body
    example?: Invented<z.input<Body>> | undefined
  },
): Changing {
  return operation
}

export const problemShape = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string(), code: z.string() })),
  })
  .openapi('Problem')

/** A page of a list. `page` counts from 1. `component`: where two lists have the same name. */
export function listOf<Item extends z.ZodType>(name: string, item: Item, component = name) {
  return z
    .object({
      [name]: z.array(item),
      total: z.number().int(),
      page: z.number().int(),
      limit: z.number().int(),
    })
    .openapi(component.charAt(0).toUpperCase() + component.slice(1))
}
