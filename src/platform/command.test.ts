import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { makeWorld, type World } from '#test/world.ts'
import { command } from './command.ts'

/** A command of its own for these tests: keeps a text in the person's own drafts. */
const keep = command({
  verb: 'draft.keep',
  input: z.object({ key: z.string().min(1), text: z.string().max(200) }).strict(),
  target: async () => null,
  async run({ db, actor, now: at }, _target, input) {
    const row = { municipalityId: actor.municipalityId, accountId: actor.accountId, key: input.key }
    await db
      .insertInto('ownDraft')
      .values({ ...row, content: JSON.stringify(input.text), savedAt: at })
      .execute()
    return { key: input.key }
  },
})

const decideForBoard = command({
  verb: 'agenda.decide',
  input: z.object({ boardId: z.uuid() }).strict(),
  target: async (_context, input) => ({ id: uuidv7(), boardId: input.boardId }),
  run: async () => ({ done: true }),
})

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

async function countDrafts(key: string): Promise<number> {
  const { rows } = await world.admin.query('select count(*)::int as n from own_draft where key = $1', [key])
  return rows[0].n
}

test('a reviewer may not decide for the board, and the attempt is written down', async () => {
  const attempt = decideForBoard(world.as(world.people.reviewer), { boardId: world.boards.care })
  await expect(attempt).rejects.toMatchObject({ code: 'notAllowed' })
  const { rows } = await world.admin.query(
    `select outcome from audit where verb = 'agenda.decide' and account_id = $1`,
    [world.people.reviewer.accountId],
  )
  expect(rows).toEqual([{ outcome: 'denied' }])
})

test('a secretary decides for the own board but not for another', async () => {
  const secretary = world.people.secretary
  await expect(decideForBoard(world.as(secretary), { boardId: world.boards.care })).resolves.toEqual({
    done: true,
  })
  const other = decideForBoard(world.as(secretary), { boardId: world.boards.elderly })
  await expect(other).rejects.toMatchObject({ code: 'notAllowed' })
})

test('who never may is told only that: not what the form lacks, nor how the row stands', async () => {
  const closed = command({
    verb: 'agenda.decide',
    input: z.object({ boardId: z.uuid() }).strict(),
    target: async (): Promise<{ id: string }> => Promise.reject(new Problem('wrongState')),
    run: async () => ({ done: true }),
  })
  const { reviewer, secretary } = world.people
  const input = { boardId: world.boards.care }
  await expect(closed(world.as(secretary), input)).rejects.toMatchObject({ code: 'wrongState' })
  await expect(closed(world.as(reviewer), input)).rejects.toMatchObject({ code: 'notAllowed' })
  const lacking = decideForBoard(world.as(reviewer), { boardId: 'ingen' })
  await expect(lacking).rejects.toMatchObject({ code: 'notAllowed' })
})

test('an unknown field, a missing one and a dangerous key are refused before anything happens', async () => {
  const as = () => world.as(world.people.reviewer)
  const loose: object = { key: 'x', text: 'y', role: 'admin' }
  await expect(keep(as(), loose as never)).rejects.toMatchObject({ code: 'unknownField' })
  await expect(keep(as(), { text: 'y' } as never)).rejects.toMatchObject({
    code: 'invalidInput',
    fields: [{ path: 'key', code: 'required' }],
  })
  await expect(keep(as(), JSON.parse('{"key":"x","text":"y","__proto__":{}}'))).rejects.toMatchObject({
    code: 'malformed',
  })
  expect(await countDrafts('x')).toBe(0)
})

test('a sign that no database holds is refused as unreadable, not as our fault', async () => {
  const attempt = keep(world.as(world.people.reviewer), { key: 'nul', text: 'a\0b' })
  await expect(attempt).rejects.toMatchObject({ code: 'malformed' })
  expect(await countDrafts('nul')).toBe(0)
})

test('a personal number is refused with its place and is not repeated in the error', async () => {
  const attempt = keep(world.as(world.people.reviewer), { key: 'pn', text: 'Gäller 19121212-1212.' })
  const problem = await attempt.catch((error: unknown) => error)
  expect(problem).toMatchObject({ code: 'personalNumber', fields: [{ path: 'text', position: 8 }] })
  expect(JSON.stringify(problem)).not.toContain('1212')
  expect(await countDrafts('pn')).toBe(0)
})

test('the author may state that it is not a personal number, and the statement is written down', async () => {
  const request = { ...world.as(world.people.reviewer), statedNotPersonal: true }
  await keep(request, { key: 'stated', text: 'Fakturanummer 19121212-1212.' })
  const { rows } = await world.admin.query('select detail from audit where command_id = $1', [
    request.commandId,
  ])
  expect(rows[0].detail).toEqual({ statedNotPersonalNumber: true })
})

test('the same command sent twice, even at the same moment, is done once and answers the same', async () => {
  const request = world.as(world.people.reviewer)
  const input = { key: 'once', text: 'en gång' }
  const answers = await Promise.all([keep(request, input), keep(request, input), keep(request, input)])
  expect(answers).toEqual([{ key: 'once' }, { key: 'once' }, { key: 'once' }])
  expect(await countDrafts('once')).toBe(1)
})

test('a form that was sent, changed and sent again under the same command id is refused, not answered as done', async () => {
  const request = world.as(world.people.reviewer)
  await keep(request, { key: 'back', text: 'första' })
  await expect(keep(request, { key: 'back', text: 'ändrad' })).rejects.toMatchObject({
    code: 'commandIdReused',
  })
  await expect(keep(request, { text: 'första', key: 'back' })).resolves.toEqual({ key: 'back' })
  expect(await countDrafts('back')).toBe(1)
})

test('another person cannot use somebody’s command id', async () => {
  const request = world.as(world.people.reviewer)
  await keep(request, { key: 'mine', text: 'mitt' })
  const stolen = { ...world.as(world.people.mas), commandId: request.commandId }
  await expect(keep(stolen, { key: 'mine', text: 'ditt' })).rejects.toMatchObject({ code: 'commandIdReused' })
})

test('sixteen people at once give one unbroken chain', async () => {
  const people = Object.values(world.people)
  await Promise.all(
    Array.from({ length: 64 }, (_, at) => {
      const actor = people[at % people.length]
      return actor ? keep(world.as(actor), { key: `chain-${at}`, text: 'x' }) : undefined
    }),
  )
  const client = world.admin
  await client.query('begin')
  await client.query(
    `select set_config('app.municipality', $1, true), set_config('app.powers', 'auditor', true)`,
    [world.municipalityId],
  )
  const { rows } = await client.query('select first_broken_audit($1) as broken', [world.municipalityId])
  expect(rows[0].broken).toBeNull()
  await client.query(`update audit set verb = 'changed' where municipality_id = $1 and seq = 3`, [
    world.municipalityId,
  ])
  const after = await client.query('select first_broken_audit($1) as broken', [world.municipalityId])
  await client.query('rollback')
  expect(Number(after.rows[0].broken)).toBe(3)
})
