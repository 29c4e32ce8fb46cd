import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { isProblem } from '#kernel/problem.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld } from '#test/world.ts'
import { EntryFilter } from './contract.ts'
import { addEntry, findKind, KindContent, listEntries } from './public.ts'

/** A world whose two municipalities have the registers that come with the product, and short ways to use them. */
export async function makeRegisters() {
  const world = await makeWorld()
  const registers = await contentKinds()
  for (const one of [world, world.twin])
    for (const [position, { key, forBoard, forOperators, definition }] of registers.entries()) {
      const seen = { for_board: forBoard, for_operators: forOperators }
      await one.insert('register_kind', {
        kind: { key, ...seen, position, definition: JSON.stringify(definition) },
      })
    }
  const read = <Result>(actor: Actor, work: (db: Db) => Promise<Result>) =>
    withScope(world.db, scopeOf(actor), work)
  const kind = async (key: string) => {
    const found = await read(world.people.strategist, (db) => findKind(db, { key }))
    if (!found) throw new Error(key)
    return found
  }
  const add = async (actor: Actor, given: Given) => {
    // What a caller of the API might send; the command checks it.
    const values = given.values as Record<string, string>
    const { state = '', boardId = world.boards.care ?? '' } = given
    return addEntry(world.as(actor), {
      id: uuidv7(),
      kindId: (await kind(given.key)).id,
      boardId,
      state,
      values,
    })
  }
  const listed = async (actor: Actor, key: string, filter: object = {}) => {
    const register = await kind(key)
    return read(actor, (db) => listEntries(db, register, EntryFilter.parse(filter), day))
  }
  return { world, read, kind, add, listed, clear: () => clear(world) }
}

/** The registers that come with the product, as their file says. */
export async function contentKinds(): Promise<KindContent[]> {
  const file = z.object({ registers: z.array(KindContent) })
  return file.parse(parse(await readFile('content/registers.yaml', 'utf8'))).registers
}

type Given = { key: string; values: Record<string, unknown>; state?: string; boardId?: string }
export type Registers = Awaited<ReturnType<typeof makeRegisters>>

export const day = '2026-11-19'

async function clear({ admin }: Awaited<ReturnType<typeof makeWorld>>): Promise<void> {
  for (const table of ['duty_event', 'duty', 'register_file', 'register_change', 'register_entry'])
    await admin.query(`delete from ${table}`)
}

/** How it went, in a word: done, the fault and its field, or the problem. */
export function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => {
      if (!isProblem(error)) throw error
      return error.fields[0] ? `${error.fields[0].path}: ${error.fields[0].code}` : error.code
    },
  )
}
