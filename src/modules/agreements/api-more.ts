import { z } from 'zod'
import { changing, type Operation } from '#platform/web/api.ts'
import { exceptRequirement, setClauses } from './commands-clauses.ts'
import { extendAgreement, signAgreement } from './commands-course.ts'
import { copyPlan, exceptPlan, fixPlan, savePlan } from './commands-plan.ts'
import { recordCare, withdrawCare, writeNote } from './commands-records.ts'
import { changeWork, createWork } from './commands-work.ts'
import * as shapes from './contract-more.ts'
import { examples } from './examples.ts'
import { setKindRule } from './kinds.ts'
import { explainDifferences, mirrorAgreement } from './mirror.ts'

const tag = 'Agreements'
const params = z.object({ agreementId: z.uuid() })
const Revised = z.object({ id: z.uuid(), revision: z.number().int() })
const Done = z.object({ id: z.uuid() })
const Versioned = z.object({ id: z.uuid(), version: z.number().int() })
const Counted = z.object({ id: z.uuid(), changed: z.number().int() })
const text = z.string()
const ofAgreement = { agreementId: true } as const

const post = { tag, method: 'post' as const, params }
const at = (path: string) => `/agreements/{agreementId}/${path}`
const created = true

export const agreementsMoreApi: readonly Operation[] = [
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
