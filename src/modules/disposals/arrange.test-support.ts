import { systemScope, listMunicipalities } from '#modules/duties/public.ts'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeFile, makeFollowUp, makeRequest } from '#test/handins.ts'
import { now, type World } from '#test/world.ts'
import {
  approveDisposal,
  findDisposal,
  listItems,
  proposeDisposal,
  setDisposalRule,
  workDisposals,
} from './public.ts'
import type { Kind } from './rules.ts'

const place = { unit: 'birch', provider: 'private' }

/** What the tests of disposal arrange, over one world: its registrar proposes and its director approves. */
export function disposer(world: World) {
  const { people, boards } = world
  const boardId = boards.care ?? ''
  const rule = (kind: Kind, years = 5) =>
    setDisposalRule(world.as(people.registrar), {
      ...{ boardId, kind, action: 'dispose', years, decidedBy: 'Omsorgsnämnden' },
      ...{ decidedOn: '2026-01-20', reference: 'OMS 26/1, § 4' },
    })
  const propose = (kind: Kind, actor: Actor = people.registrar) =>
    proposeDisposal(world.as(actor), { boardId, kind, backupDays: 35 })
  const approve = (disposalId: string, actor: Actor = people.director, revision = 1) =>
    approveDisposal(world.as(actor), { disposalId, revision })
  const see = <Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]) =>
    withScope(world.db, scopeOf(actor), work)
  return {
    ...{ boardId, rule, propose, approve, see },
    handIn: (more?: Old) => handIn(world, more),
    work: () => work(world),
    find: (id: string, actor: Actor = people.registrar) => see(actor, (tx) => findDisposal(tx, id)),
    items: (id: string, actor: Actor = people.registrar) => see(actor, (tx) => listItems(tx, id)),
    background: async () => systemScope(await municipalityOf(world)),
    asSystem: async <Result>(done: Parameters<typeof withScope<Result>>[2]) =>
      withScope(world.db, systemScope(await municipalityOf(world)), done),
  }
}

type Old = { closedOn?: string; matterClosed?: boolean }

/** A file that was handed in to a follow-up which has been over for six years, in a matter that is closed. */
async function handIn(world: World, { closedOn = '2020-06-01', matterClosed = true }: Old = {}) {
  const closed = { state: 'closed', closed_at: `${closedOn}T10:00:00Z` }
  const followUp = await makeFollowUp(world, place, closed)
  if (matterClosed) await close(world, followUp.matter, closedOn)
  const request = await makeRequest(world, followUp, { state: 'accepted' })
  const file = await makeFile(world, place)
  const { submission } = await world.insert('submission', {
    submission: {
      ...{ document_request_id: request, board_id: followUp.board_id, unit_id: followUp.unit_id },
      ...{ provider_id: followUp.provider_id, file_id: file, receipt_number: uuidv7().slice(-8) },
      ...{ note: 'Här kommer vår rutin.', submitted_by: world.people.manager.accountId },
      submitted_at: `${closedOn}T08:00:00Z`,
    },
  })
  return { ...followUp, request, file, submission }
}

function close(world: World, matterId: string, closedOn: string) {
  return world.admin.query('update matter set closed_on = $2 where id = $1', [matterId, closedOn])
}

async function municipalityOf(world: World) {
  const found = (await listMunicipalities(world.db)).find(({ id }) => id === world.municipalityId)
  if (!found) throw new Error('the world has no municipality')
  return found
}

async function work(world: World): Promise<void> {
  await workDisposals(world.db, await municipalityOf(world), now)
}
