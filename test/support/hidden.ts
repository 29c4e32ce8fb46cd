import { createHash } from 'node:crypto'
import { makeFile, makeFollowUp, makeRequest } from './handins.ts'
import type { World } from './world.ts'

type Place = { unit: string; provider: string }
type FollowUp = Awaited<ReturnType<typeof makeFollowUp>>
const at = '2026-11-15T08:00:00Z'
const sha256 = createHash('sha256').update('hemlig').digest()

/** The word in every hidden title and text: searching for it must find nothing. */
export const hiddenWord = 'Hemligstämplad'
const title = `${hiddenWord} uppgift`

/** Everything another provider has: requests, what was handed in, hearing, assessment, findings, plan, action, paper. */
export async function hideForeign(world: World, place: Place): Promise<string[]> {
  const followUp = await makeFollowUp(world, place, { title, state: 'fixed', summary: title })
  const { reviewer } = world.people
  const request = await makeRequest(world, followUp, { title, why: title, state: 'submitted' })
  const file = await makeFile(world, place, { name: `${hiddenWord}.txt` })
  const scope = scopeOf(followUp)
  const made = await world.insert('submission', {
    submission: {
      ...{ ...scope, document_request_id: request, file_id: file, receipt_number: 'K-2026-999999' },
      submitted_by: reviewer.accountId,
      submitted_at: at,
    },
  })
  const judged = await hideJudgement(world, followUp)
  const paper = await hidePaper(world, followUp, {
    state: 'frozen',
    ...{ snapshot: '{}', html: 'x', pdf: Buffer.from('x'), docx: Buffer.from('x') },
    frozen_at: at,
    shared_at: at,
  })
  const { matter, followUp: followUpId } = followUp
  return [followUpId, matter, request, file, ...Object.values(made), ...judged, paper, followUp.unit_id]
}

async function hideJudgement(world: World, followUp: FollowUp): Promise<string[]> {
  const scope = { ...scopeOf(followUp), follow_up_id: followUp.followUp }
  const { accountId } = world.people.reviewer
  const { hearing, assessment } = {
    ...(await world.insert('hearing', {
      hearing: {
        ...{ ...scope, snapshot: '{}', sha256, state: 'open', due_on: '2026-12-01', due_ground: title },
        ...{ sent_by: accountId, shared_at: at },
      },
    })),
    ...(await world.insert('assessment', {
      assessment: {
        ...{ ...scope, version: 1, snapshot: '{}', sha256, rule_version: '1' },
        ...{ fixed_by: accountId, fixed_at: at, shared_at: at },
      },
    })),
  }
  const { finding } = await hideFinding(world, followUp, { shared_at: at, assessment_id: assessment })
  const { plan } = await world.insert('action_plan', {
    plan: {
      ...{ ...scope, state: 'approved', due_on: '2026-12-02', requested_by: accountId },
      ...{ requested_at: at, shared_at: at },
    },
  })
  const { action } = await world.insert('action', {
    action: {
      ...{ ...scopeOf(followUp), action_plan_id: plan, finding_id: finding, title, description: title },
      ...{ owner: 'Chef', due_on: '2026-12-20', follow_up_on: '2027-01-20', state: 'approved' },
    },
  })
  const comment = await world.insert('hearing_comment', {
    comment: {
      ...{ ...scopeOf(followUp), hearing_id: hearing, kind: 'factualError', text: title },
      ...{ made_by: accountId, made_at: at, sent_at: at },
    },
  })
  const entry = await world.insert('action_entry', {
    entry: {
      ...{ ...scopeOf(followUp), action_id: action, kind: 'message', text: title },
      ...{ made_by: accountId, made_by_name: 'X', made_at: at },
    },
  })
  return [hearing, assessment, finding, plan, action, comment.comment, entry.entry]
}

/** What the office has about a unit and has not shown: an unannounced follow-up with visit, protocol and findings. */
export async function hideUnannounced(world: World, place: Place): Promise<string[]> {
  const followUp = await makeFollowUp(world, place, {
    ...{ title, announced: false, state: 'prepared', shared_at: null, summary: title },
    due_on: '2026-11-28',
  })
  const { visit } = await world.insert('visit', {
    visit: {
      ...{ follow_up_id: followUp.followUp, board_id: followUp.board_id, unit_id: followUp.unit_id },
      ...{ starts_at: '2026-11-28T21:00:00Z', time_of_day: 'night', announced: false },
      ...{ met_roles: ['enhetschef'], notes: title },
    },
  })
  const drafted = await hideDraft(world, followUp)
  return [followUp.followUp, followUp.matter, visit, ...drafted]
}

/** A draft that is not sent: verdicts, evidence, a finding, a paper and an office file of one follow-up. */
export async function hideDraft(world: World, followUp: FollowUp): Promise<string[]> {
  const { reviewer } = world.people
  const scope = { follow_up_id: followUp.followUp, board_id: followUp.board_id }
  const { row } = await world.insert('protocol_row', {
    row: {
      ...{
        ...scope,
        unit_id: followUp.unit_id,
        requirement_key: 'bas-ett',
        position: 1,
        origin: 'agreement',
      },
      ...{ requirement_id: world.catalogue.requirements.first, verdict: 'notMet', note: title },
    },
  })
  const { evidence } = await world.insert('evidence', {
    evidence: {
      ...{ ...scope, protocol_row_id: row, kind: 'observation', text: title },
      ...{ added_by: reviewer.accountId, added_at: at },
    },
  })
  await world.admin.query(
    'update follow_up set summary = $2, analysis = $2, individual_input = $2, economy_input = $2 where id = $1',
    [followUp.followUp, title],
  )
  const { finding } = await hideFinding(world, followUp, { protocol_row_id: row })
  const place = { unit_id: followUp.unit_id, provider_id: followUp.provider_id }
  const file = await makeFile(
    world,
    { unit: 'birch', provider: 'private' },
    { ...place, name: `${hiddenWord}.txt`, shared_at: null, uploaded_by: reviewer.accountId },
  )
  const { referral } = await world.insert('referral', {
    referral: {
      ...{ ...scope, unit_id: followUp.unit_id, receiver: 'polisen', what: title },
      ...{ referred_by: reviewer.accountId, referred_on: '2026-11-15' },
    },
  })
  return [row, evidence, finding, file, referral, await hidePaper(world, followUp, { state: 'draft' })]
}

function hideFinding(world: World, followUp: FollowUp, more: Record<string, unknown>) {
  return world.insert('finding', {
    finding: {
      ...{ ...scopeOf(followUp), follow_up_id: followUp.followUp, requirement_key: 'bas-ett' },
      ...{ requirement_id: world.catalogue.requirements.first, severity: 'serious', state: 'open' },
      ...{ title, description: title, found_at: at },
      ...more,
    },
  })
}

async function hidePaper(world: World, followUp: FollowUp, more: Record<string, unknown>): Promise<string> {
  const { reviewer } = world.people
  const { paper } = await world.insert('paper', {
    paper: {
      ...{ ...scopeOf(followUp), matter_id: followUp.matter, follow_up_id: followUp.followUp },
      ...{ kind: 'followUpReport', title, sections: '[]', author_name: reviewer.name },
      ...{ created_by: reviewer.accountId, created_at: at },
      ...more,
    },
  })
  return paper
}

function scopeOf({ board_id, unit_id, provider_id }: FollowUp) {
  return { board_id, unit_id, provider_id }
}
