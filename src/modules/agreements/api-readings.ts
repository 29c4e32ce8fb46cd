import { z } from 'zod'
import { hasRole } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { dayInHistory } from '#platform/shapes.ts'
import { reading, type Operation } from '#platform/web/api.ts'
import { kindRules } from './kinds.ts'
import { listDifferences } from './mirror.ts'
import { agreementObligations } from './obligations.ts'
import { findAgreement } from './queries.ts'
import {
  findingsPerRequirement,
  listAgreementFollowUps,
  listCare,
  listNotes,
  listWork,
} from './queries-page.ts'
import { listPlans } from './queries-plan.ts'
import { agreementRequirements } from './requirements.ts'

const tag = 'Agreements'
const params = z.object({ agreementId: z.uuid() })
const today = () => todayIn(new Date())
const Rows = (shape: Record<string, z.ZodType>) => z.object({ rows: z.array(z.looseObject(shape)) })
const text = z.string()

type Read = Parameters<typeof reading<typeof params, z.ZodObject>>[0]

/** What is read of one agreement; none for whoever cannot see the agreement. */
function of(path: string, summary: string, about: Pick<Read, 'answer' | 'description' | 'run'>): Operation {
  return reading({
    path: `/agreements/{agreementId}/${path}`,
    tag,
    verb: 'followUp.read',
    summary,
    params,
    ...about,
  })
}

type Reading = Read['run']

/** A list under an agreement that the reader cannot see does not exist: it is not an empty one. */
function seen(read: (db: Parameters<Reading>[0], agreementId: string) => Promise<object>): Reading {
  return async (db, { agreementId }) =>
    (await findAgreement(db, agreementId, today())) && read(db, agreementId)
}

export const agreementsReadingApi: readonly Operation[] = [
  of('requirements', 'Visa avtalets krav / Show the requirements of an agreement', {
    description: 'Every requirement that it binds today, with clause, exception and whether it is its own.',
    answer: Rows({
      id: z.uuid(),
      key: text,
      code: text,
      clause: text,
      origin: z.enum(['catalogue', 'agreement']),
    }),
    run: async (tx, { agreementId }, actor) => {
      const agreement = await findAgreement(tx, agreementId, today())
      const isOffice = hasRole(actor, ...officeRoles)
      return agreement && { rows: await agreementRequirements(tx, agreement, today(), isOffice) }
    },
  }),
  of('plans', 'Visa avtalets uppföljningsplaner / Show the follow-up plans of an agreement', {
    description: 'Every version, the newest first.',
    answer: Rows({ id: z.uuid(), version: z.number().int(), state: text }),
    run: seen(async (tx, agreementId) => ({ rows: await listPlans(tx, agreementId) })),
  }),
  of('differences', 'Jämför med det externa avtalet / Compare with the external agreement', {
    description: 'Requirement by requirement: identical, changed, missing or added, with the reason.',
    answer: Rows({ key: text, difference: text, reason: text }).extend({ mirrorsId: z.uuid() }),
    run: (tx, { agreementId }) => listDifferences(tx, agreementId, today()),
  }),
  of('follow-ups', 'Visa uppföljningar under avtalet / Show the follow-ups under an agreement', {
    description: 'One a unit, the latest first, with the verdicts of the latest fixed assessment.',
    answer: Rows({ id: z.uuid(), unitId: z.uuid(), dueOn: text }),
    run: seen(async (tx, agreementId) => ({ rows: await listAgreementFollowUps(tx, agreementId, today()) })),
  }),
  of('experience', 'Visa brister per krav / Show findings per requirement', {
    description: 'Over the whole time of the agreement, for the next procurement, with notes.',
    answer: Rows({ requirementKey: text, findings: z.number().int() }).extend({
      notes: z.array(z.looseObject({ id: z.uuid(), text })),
    }),
    run: seen(async (tx, agreementId) => ({
      rows: await findingsPerRequirement(tx, agreementId),
      notes: await listNotes(tx, agreementId),
    })),
  }),
  of('care', 'Visa ansvar för hälso- och sjukvård / Show who answers for health care', {
    description: 'Task by task for each unit, with dates.',
    answer: Rows({ id: z.uuid(), task: text, answerable: text }),
    run: seen(async (tx, agreementId) => ({ rows: await listCare(tx, { agreementId }, today()) })),
  }),
  reading({
    path: '/agreement-obligations',
    tag,
    verb: 'followUp.read',
    summary: 'Visa vad avtalen kräver av uppföljning / Show what agreements owe of follow-up',
    description: 'Between two days, both included, for one board.',
    query: z.object({ boardId: z.uuid(), from: dayInHistory, to: dayInHistory }),
    answer: Rows({ unitId: z.uuid(), agreementId: z.uuid(), latestOn: text, what: text, ground: text }),
    run: async (tx, span) => ({ rows: await agreementObligations(tx, span) }),
  }),
  reading({
    path: '/agreement-work',
    tag,
    verb: 'followUp.read',
    summary: 'Visa överenskommelser att skriva / Show the internal agreements to write',
    description: 'In order; how far each has come is read from its agreement.',
    query: z.object({ q: z.string().max(200).default('') }),
    answer: Rows({ id: z.uuid(), title: text, progress: text }),
    run: async (tx, { q }) => ({ rows: await listWork(tx, today(), q) }),
  }),
  reading({
    path: '/agreement-rules',
    tag,
    verb: 'followUp.read',
    summary: 'Visa regler för avtal / Show the rules of agreements',
    description: 'How early to warn, and when each kind is followed up.',
    answer: Rows({ kind: text, warnMonths: z.number().int() }),
    run: async (tx) => ({ rows: Object.values(await kindRules(tx)) }),
  }),
]
