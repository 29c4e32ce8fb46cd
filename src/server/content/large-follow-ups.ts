import { createHash } from 'node:crypto'
import { addWorkingDays } from '#kernel/calendar.ts'
import { addDays } from '#kernel/dates.ts'
import { applies } from '#modules/agreements/public.ts'
import {
  canonical,
  countsOf,
  ruleVersion,
  severityOf,
  type AssessmentSnapshot,
} from '#modules/assessments/public.ts'
import type { Batch, RowOf } from './batch.ts'
import { requirementId } from './base-rows.ts'
import type { LargePlan, LargeUnit } from './large-plan.ts'
import { spread } from './scene.ts'
import type { Requirement } from './shapes-base.ts'
import { instant } from './times.ts'

const rowsEach = 45

/** Follow-ups of a year: every unit three years out of four. Gives how many there were. */
export function addLargeYear(plan: LargePlan, units: readonly LargeUnit[], year: number): number {
  const followed = units.filter((_, index) => (index + year) % 4 !== 0)
  const byArea = new Map<string, readonly Requirement[]>()
  for (const unit of followed) {
    const requirements = byArea.get(unit.area) ?? requirementsFor(plan, unit)
    byArea.set(unit.area, requirements)
    addFollowUp(plan, unit, { year, requirements })
  }
  return followed.length
}

function requirementsFor({ base }: LargePlan, { area, laws }: LargeUnit): readonly Requirement[] {
  return base.requirements
    .filter((one) => applies(one, { serviceAreaKey: area, laws }).applies)
    .slice(-rowsEach)
}

type Held = { year: number; requirements: readonly Requirement[] }
type Judged = { requirement: Requirement; verdict: 'met' | 'partly' | 'notMet' | 'notApplicable' }
type Made = {
  key: string
  place: Record<'followUpId' | 'boardId' | 'unitId' | 'providerId', string>
  day: string
  by: string
}

function addFollowUp(plan: LargePlan, unit: LargeUnit, { year, requirements }: Held): void {
  const { batch } = plan
  const key = `${unit.code}/${year}`
  const day = addWorkingDays(`${year}-01-07`, spread(`${key}/day`, 210))
  const by = batch.id('account', '5')
  const { boardId, id: unitId, providerId } = unit
  const made: Made = {
    key,
    place: { followUpId: batch.id('followUp', key), boardId, unitId, providerId },
    day,
    by,
  }
  const judged = requirements.map((requirement) => ({
    requirement,
    verdict: verdictOf(`${key}/${requirement.key}`),
  }))
  const { followUpId, ...owners } = made.place
  const begunAt = instant(day, '09:00')
  batch.add('followUp', {
    id: followUpId,
    ...owners,
    agreementId: unit.agreementId,
    catalogueVersionId: batch.id('catalogueVersion', '1'),
    title: `Uppföljning av ${unit.name} ${year}`,
    ...alike,
    dueOn: day,
    requirementsPer: day,
    preparedAt: begunAt,
    sharedAt: begunAt,
    begunAt,
    closedAt: instant(addDays(day, 150), '10:00'),
    createdBy: by,
    createdAt: begunAt,
  })
  addJudgement(plan, unit, made, judged)
}

const alike = {
  kind: 'planned',
  depth: 'basic',
  purposes: ['agreement'],
  focusAreas: [],
  methods: ['documentReview', 'visit'],
  announced: true,
  state: 'closed',
} satisfies Partial<RowOf<'followUp'>>

/** Most is met, and some units are worse than others: what charts and searches have to show. */
function verdictOf(key: string): Judged['verdict'] {
  const drawn = spread(key, 100)
  const isWeak = spread(key.slice(0, 6), 7) === 0
  if (drawn < (isWeak ? 12 : 3)) return 'notMet'
  if (drawn < (isWeak ? 35 : 10)) return 'partly'
  return drawn > 97 ? 'notApplicable' : 'met'
}

const levels = { met: 3, partly: 2, notMet: 1, notApplicable: null } as const

function addJudgement(plan: LargePlan, unit: LargeUnit, made: Made, judged: readonly Judged[]): void {
  const { batch } = plan
  const assessmentId = batch.id('assessment', made.key)
  const snapshot = snapshotOf(unit, made, judged)
  const fixedAt = instant(addDays(made.day, 40), '14:00')
  const sha256 = createHash('sha256').update(canonical(snapshot)).digest()
  const fixed = { version: 1, snapshot, sha256, ruleVersion, fixedBy: made.by, fixedAt, sharedAt: fixedAt }
  batch.add('assessment', { id: assessmentId, ...made.place, ...fixed })
  const { boardId, unitId, providerId } = made.place
  for (const { requirement, verdict } of judged)
    batch.add('fixedVerdict', {
      assessmentId,
      requirementId: requirementId(batch, 1, requirement.key),
      requirementKey: requirement.key,
      boardId,
      unitId,
      providerId,
      verdict,
      level: levels[verdict],
    })
  addShortcomings(plan, made, judged, assessmentId)
}

function snapshotOf(unit: LargeUnit, made: Made, judged: readonly Judged[]): AssessmentSnapshot {
  return {
    ruleVersion,
    followUp: {
      id: made.place.followUpId,
      title: `Uppföljning av ${unit.name}`,
      kind: 'planned',
      depth: 'basic',
      announced: true,
      unitName: unit.name,
      providerName: unit.providerName,
      serviceArea: unit.areaName,
      operatingForm: unit.form,
      laws: unit.laws,
      agreementTitle: '',
      agreementCaseNumber: '',
      caseNumber: '',
      catalogueVersion: 'Kravkatalog 1',
      visits: [],
      team: [],
      focusAreas: [],
      methods: [],
      purposes: [],
    },
    summary: '',
    analysis: '',
    individualInput: '',
    economyInput: '',
    rows: [],
    counts: countsOf(judged),
    findings: [],
    comments: [],
    statement: '',
  }
}

/** A finding for each shortcoming; where a must was not met at all, also a plan with an action. */
function addShortcomings(
  { batch }: LargePlan,
  made: Made,
  judged: readonly Judged[],
  assessmentId: string,
): void {
  const foundAt = instant(addDays(made.day, 40), '14:00')
  const isOpen = made.day >= openSince
  const planId = judged.some(({ verdict }) => verdict === 'notMet') ? batch.id('actionPlan', made.key) : null
  const requested = { requestedBy: made.by, requestedAt: foundAt, sharedAt: foundAt, submittedAt: foundAt }
  if (planId)
    batch.add('actionPlan', {
      ...requested,
      id: planId,
      ...made.place,
      state: isOpen ? 'approved' : 'closed',
      dueOn: addDays(made.day, 60),
    })
  for (const one of judged) addShortcoming(batch, made, one, { assessmentId, planId, foundAt })
}

const openSince = '2025-09-01'
type Found = { assessmentId: string; planId: string | null; foundAt: Date }

function addShortcoming(batch: Batch, made: Made, { requirement, verdict }: Judged, found: Found): void {
  const { key, title, text, levels: texts, severityIfNotMet } = requirement
  const severity = severityOf({ verdict, severityIfNotMet, acuteFindingId: null })
  if (!severity) return
  const { assessmentId, planId, foundAt } = found
  const isOpen = made.day >= openSince
  const id = batch.id('finding', `${made.key}/${key}`)
  batch.add('finding', {
    id,
    ...made.place,
    requirementId: requirementId(batch, 1, key),
    requirementKey: key,
    assessmentId,
    severity,
    title,
    description: texts[verdict === 'partly' ? 1 : 0]?.text ?? text,
    state: isOpen ? openState(planId) : 'closed',
    foundAt,
    sharedAt: foundAt,
    closedAt: isOpen ? null : foundAt,
    actionPlanId: planId,
  })
  if (planId && verdict === 'notMet') addAction(batch, made, { id, planId, isOpen })
}

function openState(planId: string | null): 'planned' | 'open' {
  return planId ? 'planned' : 'open'
}

function addAction(
  batch: Batch,
  { place, day }: Made,
  { id, planId, isOpen }: { id: string; planId: string; isOpen: boolean },
): void {
  const { boardId, unitId, providerId } = place
  batch.add('action', {
    id: batch.id('action', id),
    actionPlanId: planId,
    findingId: id,
    boardId,
    unitId,
    providerId,
    title: 'Rätta det som brister och göra det känt i arbetsgruppen',
    owner: 'Enhetschefen',
    dueOn: addDays(day, 100),
    followUpOn: addDays(day, 130),
    state: isOpen ? 'approved' : 'closed',
  })
}
