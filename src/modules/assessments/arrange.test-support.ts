import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { isProblem } from '#kernel/problem.ts'
import { withScope } from '#platform/db/transaction.ts'
import { now, type World } from '#test/world.ts'
import { closeSilent, findDraft, fixAssessment, sendHearing } from './public.ts'

/** What the tests of the fact check arrange: a follow-up under way with two requirements not fully met. */
export function arranger(world: World) {
  const people = () => world.people
  const see = <Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]) =>
    withScope(world.db, scopeOf(actor), work)

  /** A follow-up of Björkgården under way, with two requirements not fully met. */
  async function underway(unit: 'birch' | 'oak' | 'pine' = 'birch') {
    const { boards, units, providers, agreements, catalogue, insert } = world
    const place = { board_id: boards.care, unit_id: units[unit] }
    const { matter } = await insert('matter', {
      matter: {
        board_id: boards.care,
        case_number: `OMS ${uuidv7()}`,
        title: 'Uppföljning',
        opened_on: '2026-01-02',
      },
    })
    const { followUp } = await insert('follow_up', {
      followUp: {
        ...place,
        provider_id: providers.private,
        agreement_id: agreements.private,
        matter_id: matter,
        catalogue_version_id: catalogue.versionId,
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
        created_by: people().strategist.accountId,
        created_at: '2026-11-01T08:00:00Z',
      },
    })
    await insert.plain('follow_up_member', {
      ...place,
      follow_up_id: followUp,
      provider_id: providers.private,
      account_id: people().reviewer.accountId,
      name: 'Ulla Uppföljare',
      profession: 'Socionom',
      is_lead: true,
      bias: 'none',
    })
    const row = (name: 'first' | 'second' | 'third', position: number, more: object) => ({
      ...place,
      follow_up_id: followUp,
      requirement_id: catalogue.requirements[name],
      requirement_key: { first: 'bas-ett', second: 'bas-tva', third: 'bas-tre' }[name],
      position,
      origin: 'agreement',
      ...more,
    })
    const rows = await insert('protocol_row', {
      first: row('first', 1, { verdict: 'met', level: 3 }),
      second: row('second', 2, { verdict: 'notMet', level: 1, note: 'Rutinen saknas.' }),
      third: row('third', 3, { verdict: 'partly', level: 2, note: 'Delar återstår.' }),
    })
    return { followUp, rows, matter }
  }

  async function send(followUpId: string, at = now) {
    const draft = await see(people().strategist, (tx) =>
      findDraft(tx, followUpId, { actor: people().strategist, now: at }),
    )
    return sendHearing(world.as(people().strategist, at), {
      followUpId,
      seen: draft?.sha256 ?? '',
      warningsConfirmed: true,
    })
  }

  async function sentToBirch(unit: 'birch' | 'oak' | 'pine' = 'birch') {
    const made = await underway(unit)
    const { id } = await send(made.followUp)
    return { ...made, hearingId: id }
  }

  const stateOf = async (table: 'hearing' | 'follow_up' | 'finding', id: string) =>
    (await world.admin.query(`select state from ${table} where id = $1`, [id])).rows[0]?.state

  async function fixSilently(followUp: string) {
    const { id: hearingId } = await send(followUp)
    await closeSilent(world.as(people().strategist, later), { hearingId })
    const fixed = await fixAssessment(world.as(people().strategist, later), { followUpId: followUp })
    return { ...fixed, followUp }
  }

  async function fixedSilently(unit: 'birch' | 'oak' | 'pine') {
    return fixSilently((await underway(unit)).followUp)
  }

  return { people, see, underway, send, sentToBirch, stateOf, fixSilently, fixedSilently }
}

export const later = new Date('2027-01-15T09:00:00Z')

/** How a promise ended: 'done', or the code of the problem. */
export function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => (isProblem(error) ? error.code : String(error)),
  )
}
