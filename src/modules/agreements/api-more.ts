import { z } from 'zod'
import { hasRole } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { dayInHistory } from '#platform/shapes.ts'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { exceptRequirement, setClauses } from './commands-clauses.ts'
import { extendAgreement, signAgreement } from './commands-course.ts'
import { copyPlan, exceptPlan, fixPlan, savePlan } from './commands-plan.ts'
import { recordCare, withdrawCare, writeNote } from './commands-records.ts'
import { changeWork, createWork } from './commands-work.ts'
import * as shapes from './contract-more.ts'
import { examples } from './examples.ts'
import { kindRules, setKindRule } from './kinds.ts'
import { explainDifferences, listDifferences, mirrorAgreement } from './mirror.ts'
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
const Revised = z.object({ id: z.uuid(), revision: z.number().int() })
const Done = z.object({ id: z.uuid() })
const Versioned = z.object({ id: z.uuid(), version: z.number().int() })
const Counted = z.object({ id: z.uuid(), changed: z.number().int() })
const today = () => todayIn(new Date())
const Rows = (shape: Record<string, z.ZodType>) => z.object({ rows: z.array(z.looseObject(shape)) })
const text = z.string()
const ofAgreement = { agreementId: true } as const

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

const readings: readonly Operation[] = [
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
    run: async (tx, { agreementId }) => ({ rows: await listPlans(tx, agreementId) }),
  }),
  of('differences', 'Jämför med det externa avtalet / Compare with the external agreement', {
    description: 'Requirement by requirement: identical, changed, missing or added, with the reason.',
    answer: Rows({ key: text, difference: text, reason: text }).extend({ mirrorsId: z.uuid() }),
    run: (tx, { agreementId }) => listDifferences(tx, agreementId, today()),
  }),
  of('follow-ups', 'Visa uppföljningar under avtalet / Show the follow-ups under an agreement', {
    description: 'One a unit, the latest first, with the verdicts of the latest fixed assessment.',
    answer: Rows({ id: z.uuid(), unitId: z.uuid(), dueOn: text }),
    run: async (tx, { agreementId }) => ({ rows: await listAgreementFollowUps(tx, agreementId, today()) }),
  }),
  of('experience', 'Visa brister per krav / Show findings per requirement', {
    description: 'Over the whole time of the agreement, for the next procurement, with notes.',
    answer: Rows({ requirementKey: text, findings: z.number().int() }).extend({
      notes: z.array(z.looseObject({ id: z.uuid(), text })),
    }),
    run: async (tx, { agreementId }) => ({
      rows: await findingsPerRequirement(tx, agreementId),
      notes: await listNotes(tx, agreementId),
    }),
  }),
  of('care', 'Visa ansvar för hälso- och sjukvård / Show who answers for health care', {
    description: 'Task by task for each unit, with dates.',
    answer: Rows({ id: z.uuid(), task: text, answerable: text }),
    run: async (tx, { agreementId }) => ({ rows: await listCare(tx, { agreementId }, today()) }),
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

const post = { tag, method: 'post' as const, params }
const at = (path: string) => `/agreements/{agreementId}/${path}`
const created = true

const changes: readonly Operation[] = [
  changing({
    ...post,
    path: at('sign'),
    summary: 'Anta avtalet / Adopt',
    description: 'From a draft.',
    body: shapes.SignAgreement.omit(ofAgreement),
    example: examples.signAgreement,
    answer: Revised,
    command: signAgreement,
  }),
  changing({
    ...post,
    path: at('extensions'),
    summary: 'Besluta om förlängning / Decide on an option',
    description: 'Used or declined.',
    body: shapes.ExtendAgreement.omit(ofAgreement),
    example: examples.extendAgreement,
    answer: Revised,
    command: extendAgreement,
  }),
  changing({
    ...post,
    path: at('clauses'),
    summary: 'Koppla krav till punkter / Set clauses',
    description: 'Many at once; `seen` guards against overwriting.',
    body: shapes.SetClauses.omit(ofAgreement),
    example: examples.setClauses,
    answer: Counted,
    command: setClauses,
  }),
  changing({
    ...post,
    path: at('exceptions'),
    summary: 'Undanta ett krav / Except a requirement',
    description: '`from` null asks it again.',
    body: z.object(shapes.ExceptRequirement.shape).omit(ofAgreement),
    example: examples.exceptRequirement,
    answer: Done,
    command: exceptRequirement,
  }),
  changing({
    ...post,
    path: at('mirror'),
    summary: 'Välj avtal att jämföra med / Choose what it mirrors',
    description: 'An external agreement in force.',
    body: shapes.MirrorAgreement.omit(ofAgreement),
    example: examples.mirrorAgreement,
    answer: Done,
    command: mirrorAgreement,
  }),
  changing({
    ...post,
    path: at('differences'),
    summary: 'Motivera skillnader / Explain differences',
    description: 'Many at once.',
    body: shapes.ExplainDifferences.omit(ofAgreement),
    example: examples.explainDifferences,
    answer: Counted,
    command: explainDifferences,
  }),
  changing({
    ...post,
    path: at('plan'),
    summary: 'Skriv uppföljningsplanen / Write the plan',
    description: 'The whole draft.',
    body: shapes.SavePlan.omit(ofAgreement),
    example: examples.savePlan,
    answer: Versioned.extend({ revision: z.number().int() }),
    command: savePlan,
  }),
  changing({
    ...post,
    path: at('plan/fix'),
    summary: 'Fastställ uppföljningsplanen / Fix the plan',
    description: 'Its rows are owed from now on.',
    body: shapes.FixPlan.omit(ofAgreement),
    example: examples.fixPlan,
    answer: Versioned,
    command: fixPlan,
  }),
  changing({
    ...post,
    path: at('plan/copy'),
    summary: 'Kopiera en uppföljningsplan / Copy a plan',
    description: 'From another agreement, to the draft.',
    body: shapes.CopyPlan.omit(ofAgreement),
    example: examples.copyPlan,
    answer: Versioned.extend({ revision: z.number().int() }),
    command: copyPlan,
  }),
  changing({
    ...post,
    path: at('plan/exception'),
    summary: 'Ingen plan behövs / No plan is needed',
    description: 'With a reason.',
    body: shapes.ExceptPlan.omit(ofAgreement),
    example: examples.exceptPlan,
    answer: Versioned,
    command: exceptPlan,
  }),
  changing({
    ...post,
    path: at('notes'),
    summary: 'Anteckna en erfarenhet / Write a note',
    description: 'Experience, or that the terms are reviewed.',
    body: shapes.WriteNote.omit(ofAgreement),
    example: examples.writeNote,
    answer: Done,
    command: writeNote,
    created,
  }),
  changing({
    ...post,
    path: at('care'),
    summary: 'Ange ansvar / Say who answers for a task',
    description: 'From a day.',
    body: z.object(shapes.RecordCare.shape).omit(ofAgreement),
    example: examples.recordCare,
    answer: Done,
    command: recordCare,
    created,
  }),
  changing({
    ...post,
    path: at('care/{careId}/withdrawal'),
    params: params.extend({ careId: z.uuid() }),
    summary: 'Ta bort ett ansvar / Take back',
    description: 'What was wrong from the beginning.',
    answer: Done,
    command: withdrawCare,
  }),
  changing({
    tag,
    method: 'post',
    path: '/agreement-work',
    summary: 'Lägg till en överenskommelse / Add to the work',
    description: 'The caller makes the id.',
    body: shapes.CreateWork,
    example: examples.createWork,
    answer: Revised,
    command: createWork,
    created,
  }),
  changing({
    tag,
    method: 'put',
    path: '/agreement-work/{workId}',
    params: z.object({ workId: z.uuid() }),
    summary: 'Ändra en rad / Change a row of the work',
    description: 'Carries the revision that was seen.',
    body: shapes.ChangeWork.omit({ workId: true }),
    example: examples.changeWork,
    answer: Revised,
    command: changeWork,
  }),
  changing({
    tag,
    method: 'post',
    path: '/agreement-rules',
    summary: 'Ändra en regel / Change a rule',
    description: 'Of one kind of agreement.',
    body: shapes.SetKindRule,
    example: examples.setKindRule,
    answer: z.object({ kind: text, revision: z.number().int() }),
    command: setKindRule,
  }),
]

export const agreementsMoreApi: readonly Operation[] = [...readings, ...changes]
