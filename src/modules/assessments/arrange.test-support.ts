import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { isProblem } from '#kernel/problem.ts'
import { withScope } from '#platform/db/transaction.ts'
import { now, type World } from '#test/world.ts'
import { closeSilent, findDraft, fixAssessment, sendHearing } from './public.ts'

type Unit = 'birch' | 'oak' | 'pine'

/** What the tests of the fact check arrange, over one world. */
export function arranger(world: World) {
  const sentToBirch = async () => {
    const under = await underway(world, 'birch')
    return { ...under, hearingId: (await send(world, under.followUp)).id }
  }
  return {
    see: <Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]) =>
      withScope(world.db, scopeOf(actor), work),
    underway: (unit: Unit = 'birch') => underway(world, unit),
    send: (followUpId: string) => send(world, followUpId),
    sentToBirch,
    fixSilently: (followUpId: string) => fixSilently(world, followUpId),
    fixedSilently: async (unit: Unit) => fixSilently(world, (await underway(world, unit)).followUp),
    stateOf: async (table: 'hearing' | 'follow_up', id: string): Promise<unknown> =>
      (await world.admin.query(`select state from ${table} where id = $1`, [id])).rows[0]?.state,
  }
}

export const later = new Date('2027-01-15T09:00:00Z')

/** How a promise ended: 'done', or the code of the problem. */
export function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => (isProblem(error) ? error.code : String(error)),
  )
}

/** A follow-up under way in a matter, with a team of one and three rows: met, not met, partly met. */
async function underway(world: World, unit: Unit) {
  const place = { board_id: world.boards.care, unit_id: world.units[unit] }
  const caseNumber = `OMS ${uuidv7()}`
  const { matter } = await world.insert('matter', {
    matter: {
      board_id: place.board_id,
      case_number: caseNumber,
      title: 'Uppföljning',
      opened_on: '2026-01-02',
    },
  })
  const { followUp } = await world.insert('follow_up', {
    followUp: { ...place, ...followUpOf(world), matter_id: matter },
  })
  await world.insert.plain('follow_up_member', {
    ...place,
    follow_up_id: followUp,
    provider_id: world.providers.private,
    account_id: world.people.reviewer.accountId,
    name: 'Ulla Uppföljare',
    profession: 'Socionom',
    is_lead: true,
    bias: 'none',
  })
  return { followUp, matter, rows: await insertRows(world, { ...place, follow_up_id: followUp }) }
}

function followUpOf(world: World) {
  return {
    provider_id: world.providers.private,
    agreement_id: world.agreements.private,
    catalogue_version_id: world.catalogue.versionId,
    title: 'Uppföljning av Björkgården',
    kind: 'planned',
    depth: 'basic',
    purposes: ['agreement'],
    focus_areas: [],
    methods: ['visit'],
    announced: true,
    due_on: '2026-12-01',
    state: 'underway',
    requirements_per: '2026-11-01',
    shared_at: '2026-11-02T08:00:00Z',
    begun_at: '2026-11-10T08:00:00Z',
    summary: 'Enheten fungerar väl.',
    analysis: 'Rutinerna är kända.',
    created_by: world.people.strategist.accountId,
    created_at: '2026-11-01T08:00:00Z',
  }
}

function insertRows(world: World, place: object) {
  const { first, second, third } = world.catalogue.requirements
  const row = (requirement_id: string, requirement_key: string, more: object) => ({
    ...place,
    requirement_id,
    requirement_key,
    origin: 'agreement',
    ...more,
  })
  return world.insert('protocol_row', {
    first: row(first, 'bas-ett', { position: 1, verdict: 'met', level: 3 }),
    second: row(second, 'bas-tva', { position: 2, verdict: 'notMet', level: 1, note: 'Rutinen saknas.' }),
    third: row(third, 'bas-tre', { position: 3, verdict: 'partly', level: 2, note: 'Delar återstår.' }),
  })
}

async function send(world: World, followUpId: string) {
  const actor = world.people.strategist
  const draft = await withScope(world.db, scopeOf(actor), (tx) => findDraft(tx, followUpId, { actor, now }))
  const seen = draft?.sha256 ?? ''
  return sendHearing(world.as(actor), { followUpId, seen, warningsConfirmed: true })
}

async function fixSilently(world: World, followUp: string) {
  const { id: hearingId } = await send(world, followUp)
  await closeSilent(world.as(world.people.strategist, later), { hearingId })
  const fixed = await fixAssessment(world.as(world.people.strategist, later), { followUpId: followUp })
  return { ...fixed, followUp }
}
