import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp, stateOf } from '#test/findings.ts'
import { findPaper, freezePaper } from '#modules/reports/public.ts'
import { makeWorld, type World } from '#test/world.ts'
import { returnAction } from './commands-action.ts'
import { closeFinding, confirmRepeat, decideIvo, escalateFinding } from './commands-finding.ts'
import { makeReferral } from './commands-referral.ts'
import { FindingFilter } from './contract.ts'
import { listFindings } from './queries-list.ts'
import { findFinding, listChain, listSteps } from './queries.ts'

let world: World
let given: Awaited<ReturnType<typeof fixedFollowUp>>

beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  given = await fixedFollowUp(world)
})

const read = (actor: Actor, findingId: string) =>
  withScope(world.db, scopeOf(actor), (tx) => findFinding(tx, findingId, '2026-11-19'))
const list = (actor: Actor, filter: object = {}) =>
  withScope(world.db, scopeOf(actor), (tx) => listFindings(tx, FindingFilter.parse(filter), '2026-11-19'))

const closing = (findingId: string, revision = 1) => ({
  findingId,
  revision,
  reason: 'Enheten har lagts ned.',
})
const step = {
  step: 'dialogue',
  clause: 'Avtalet 7.2',
  reason: 'Bristen finns kvar efter återbesöket.',
} as const

const placeOf = ({ unitId }: { unitId: string }) => ({
  board_id: world.boards['care'],
  unit_id: unitId,
  provider_id: world.providers['private'],
})
const planOf = (of: { unitId: string; followUpId: string }) => ({
  ...placeOf(of),
  follow_up_id: of.followUpId,
  state: 'submitted',
  due_on: '2026-12-10',
  requested_by: world.people.strategist.accountId,
  requested_at: '2026-11-12T08:00:00Z',
  submitted_at: '2026-11-16T08:00:00Z',
  shared_at: '2026-11-12T08:00:00Z',
})

test('a rival, another board and the twin municipality learn nothing of a finding', async () => {
  const strangers = [
    world.people.rival,
    world.people.elderlyReviewer,
    world.twin.people.strategist,
    world.people.admin,
    world.people.member,
  ]
  for (const stranger of strangers) {
    expect(await read(stranger, given.first)).toBeUndefined()
    expect(await list(stranger)).toEqual({ findings: [], total: 0 })
    await expect(closeFinding(world.as(stranger), closing(given.first))).rejects.toMatchObject({
      code: 'notFound',
    })
  }
  expect(await stateOf(world, 'finding', given.first)).toBe('open')
})

test('a provider sees its own shared findings, and none that are not shared yet', async () => {
  const hidden = await fixedFollowUp(world, { sharedFindings: false, state: 'underway' })
  expect(await read(world.people.manager, given.first)).toMatchObject({ title: 'Rutin saknas' })
  expect(await read(world.people.manager, hidden.first)).toBeUndefined()
})

test('a provider cannot close a finding, and it stays open', async () => {
  const attempt = closeFinding(world.as(world.people.manager), closing(given.first))
  await expect(attempt).rejects.toMatchObject({ code: 'notFound' })
  expect(await stateOf(world, 'finding', given.first)).toBe('open')
})

test('a MAS reads a finding but does not decide the next step', async () => {
  const attempt = escalateFinding(world.as(world.people.mas), {
    findingId: given.first,
    revision: 1,
    ...step,
  })
  await expect(attempt).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await stateOf(world, 'finding', given.first)).toBe('open')
})

test('a serious finding in a licensed operation cannot be closed without a decision about IVO', async () => {
  const attempt = closeFinding(world.as(world.people.strategist), closing(given.first))
  await expect(attempt).rejects.toMatchObject({
    code: 'checksRemain',
    fields: [{ path: 'ivoDecision', code: 'ivoDecisionNeeded' }],
  })
  expect(await stateOf(world, 'finding', given.first)).toBe('open')
})

test('not to notify IVO needs a reason; with it, signed by the director, the finding can be closed', async () => {
  const decision = { findingId: given.first, revision: 1, decision: 'notNotified' } as const
  const bare = decideIvo(world.as(world.people.director), decision)
  await expect(bare).rejects.toMatchObject({ fields: [{ path: 'reason', code: 'reasonNeeded' }] })
  await decideIvo(world.as(world.people.director), { ...decision, reason: 'Bristen var åtgärdad samma dag.' })
  expect(await read(world.people.strategist, given.first)).toMatchObject({
    ivoDecision: 'notNotified',
    ivoDecidedBy: world.people.director.accountId,
  })
  await closeFinding(world.as(world.people.strategist), closing(given.first, 2))
  expect(await stateOf(world, 'finding', given.first)).toBe('closed')
})

test('a reviewer does not decide about IVO', async () => {
  const decision = { findingId: given.first, revision: 1, decision: 'notified' } as const
  const attempt = decideIvo(world.as(world.people.reviewer), decision)
  await expect(attempt).rejects.toMatchObject({ code: 'notAllowed' })
  expect((await read(world.people.strategist, given.first))?.ivoDecision).toBeNull()
})

test('a minor finding, and a serious one in the municipality’s own unit, need no decision about IVO', async () => {
  const own = await fixedFollowUp(world, { unit: 'municipal' })
  expect((await read(world.people.strategist, given.second))?.ivoNeeded).toBe(false)
  expect((await read(world.people.strategist, own.first))?.ivoNeeded).toBe(false)
  const attempt = decideIvo(world.as(world.people.director), {
    findingId: own.first,
    revision: 1,
    decision: 'notified',
  })
  await expect(attempt).rejects.toMatchObject({ code: 'wrongState' })
})

test('a finding whose actions are not closed is closed only with a reason', async () => {
  const bare = closeFinding(world.as(world.people.strategist), { findingId: given.second, revision: 1 })
  await expect(bare).rejects.toMatchObject({ fields: [{ path: 'reason', code: 'reasonNeeded' }] })
  expect(await stateOf(world, 'finding', given.second)).toBe('open')
  await closeFinding(world.as(world.people.strategist), closing(given.second))
  expect(await stateOf(world, 'finding', given.second)).toBe('closed')
})

test('a person confirms that a finding repeats an earlier one of the same unit, whatever the wording was', async () => {
  const before = await fixedFollowUp(world, { foundAt: '2024-05-02T10:00:00Z' })
  const repeat = { findingId: given.first, revision: 1, repeatsId: before.second }
  await confirmRepeat(world.as(world.people.reviewer), repeat)
  const chain = await withScope(world.db, scopeOf(world.people.strategist), (tx) =>
    listChain(tx, given.first),
  )
  expect(chain.map((one) => one.id)).toEqual([before.second])
  expect((await list(world.people.strategist, { repeated: 'true' })).findings.map((one) => one.id)).toEqual([
    given.first,
  ])
})

test('a finding of another unit cannot be what is repeated', async () => {
  const other = await fixedFollowUp(world, { unit: 'municipal', foundAt: '2024-05-02T10:00:00Z' })
  const repeat = { findingId: given.first, revision: 1, repeatsId: other.first }
  const attempt = confirmRepeat(world.as(world.people.reviewer), repeat)
  await expect(attempt).rejects.toMatchObject({ fields: [{ path: 'repeatsId' }] })
  expect((await read(world.people.strategist, given.first))?.repeatsId).toBeNull()
})

test('a step of the ladder is kept with its clause and reason, and the provider hears of it', async () => {
  await escalateFinding(world.as(world.people.strategist), { findingId: given.first, revision: 1, ...step })
  expect(await read(world.people.manager, given.first)).toMatchObject({
    state: 'escalated',
    nextStep: 'dialogue',
    nextStepClause: 'Avtalet 7.2',
  })
  const steps = await withScope(world.db, scopeOf(world.people.strategist), (tx) =>
    listSteps(tx, given.first),
  )
  expect(steps).toMatchObject([{ ...step, decidedByName: 'Stina Strateg' }])
  const { rows } = await world.admin.query('select account_id from notice where href = $1', [
    `/brister/${given.first}`,
  ])
  expect(rows).toEqual([{ account_id: world.people.manager.accountId }])
})

test('a finding taken to the board begins a memo with its history and an empty proposal, which the board does not see', async () => {
  const strategist = () => world.as(world.people.strategist)
  const { plan } = await world.insert('action_plan', { plan: planOf(given) })
  const { action } = await world.insert('action', {
    action: {
      ...placeOf(given),
      action_plan_id: plan,
      finding_id: given.first,
      title: 'Ny rutin',
      state: 'proposed',
    },
  })
  await world.admin.query('update finding set action_plan_id = $1 where id = $2', [plan, given.first])
  const reason = 'Tidplanen är för lång.'
  await returnAction(strategist(), { actionId: action, revision: 1, reason })
  await escalateFinding(strategist(), { findingId: given.first, revision: 1, ...step, step: 'boardReport' })
  const paperId = (await read(world.people.strategist, given.first))?.boardPaperId ?? ''
  const see = (actor: Actor) => withScope(world.db, scopeOf(actor), (tx) => findPaper(tx, paperId))
  const paper = await see(world.people.strategist)
  const text = (key: string) => paper?.sections.find((part) => part.key === key)?.text ?? ''
  expect(paper).toMatchObject({ kind: 'memo', state: 'draft', matterId: given.matterId })
  expect(text('summary')).toContain('Rutin saknas')
  for (const said of ['10 november 2026', 'Rutinen saknas i två av fem', 'Ny rutin', reason, 'Avtalet 7.2'])
    expect(text('basis')).toContain(said)
  expect(text('proposal')).toBe('')
  const { member, manager, rival, elderlyReviewer } = world.people
  for (const stranger of [member, manager, rival, elderlyReviewer, world.twin.people.strategist])
    expect(await see(stranger)).toBeUndefined()
  const freezing = freezePaper(strategist(), { paperId, revision: 1 })
  await expect(freezing).rejects.toMatchObject({
    fields: expect.arrayContaining([{ path: 'sections.proposal', code: 'required' }]),
  })
})

test('a second report to the board goes on in the memo that is begun', async () => {
  const asked = { findingId: given.first, ...step, step: 'boardReport' } as const
  await escalateFinding(world.as(world.people.strategist), { ...asked, revision: 1 })
  const before = (await read(world.people.strategist, given.first))?.boardPaperId
  await escalateFinding(world.as(world.people.strategist), { ...asked, revision: 2 })
  expect((await read(world.people.strategist, given.first))?.boardPaperId).toBe(before)
  expect(before).toBeTruthy()
})

test('a step without clause or reason is refused', async () => {
  const bare = { findingId: given.first, revision: 1, step: 'reminder', clause: '', reason: 'Nej' } as const
  const attempt = escalateFinding(world.as(world.people.strategist), bare)
  await expect(attempt).rejects.toMatchObject({ fields: [{ path: 'clause' }, { path: 'reason' }] })
  expect(await stateOf(world, 'finding', given.first)).toBe('open')
})

test('a strategist who looks at an old page sees what holds now, and nothing is overwritten', async () => {
  await escalateFinding(world.as(world.people.strategist), { findingId: given.first, revision: 1, ...step })
  const late = escalateFinding(world.as(world.people.strategist), {
    ...{ findingId: given.first, revision: 1, ...step },
    step: 'sanction',
  })
  await expect(late).rejects.toMatchObject({ code: 'stale', current: { nextStep: 'dialogue', revision: 2 } })
  expect((await read(world.people.strategist, given.first))?.nextStep).toBe('dialogue')
})

test('an irregularity is passed on to the right authority and becomes a record of the matter', async () => {
  const referral = {
    followUpId: given.followUpId,
    receiver: 'skatteverket',
    what: 'Oklara arvoden till ett annat bolag.',
  } as const
  await makeReferral(world.as(world.people.strategist), referral)
  const { rows } = await world.admin.query('select direction, kind, party from record where matter_id = $1', [
    given.matterId,
  ])
  expect(rows).toEqual([{ direction: 'out', kind: 'referral', party: 'Skatteverket' }])
  const stranger = makeReferral(world.as(world.people.elderlyReviewer), referral)
  await expect(stranger).rejects.toMatchObject({ code: 'notFound' })
})

test('the list is filtered by severity, year, missing decision and words', async () => {
  const old = await fixedFollowUp(world, { foundAt: '2023-05-02T10:00:00Z' })
  const ids = async (filter: object) =>
    (await list(world.people.strategist, { limit: '200', ...filter })).findings.map((one) => one.id)
  expect(await ids({ year: '2023' })).toEqual(expect.arrayContaining([old.first, old.second]))
  expect(await ids({ year: '2023' })).not.toContain(given.first)
  expect(await ids({ severity: 'minor' })).toContain(given.second)
  expect(await ids({ severity: 'minor' })).not.toContain(given.first)
  expect(await ids({ ivoMissing: 'true' })).toContain(given.first)
  expect(await ids({ ivoMissing: 'true' })).not.toContain(given.second)
  expect(await ids({ q: 'björk dokument' })).toContain(given.second)
  expect(await ids({ q: 'rivalen' })).toEqual([])
})
