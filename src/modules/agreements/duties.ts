import { addMonths, type IsoDate } from '#kernel/dates.ts'
import { remembersFrom, type Asked, type DutyRule, type Owed } from '#modules/duties/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { agreementDutyTexts as t } from '#texts/sv/agreement-duties.ts'
import { agreementsForDuties, doneReviews, fixedAssessments, successors, unitNames } from './duty-sources.ts'
import { kindRules } from './kinds.ts'
import { afterStart, beforeExtension, coveredUnits, type Obligation } from './obligations.ts'
import { listWork } from './queries-page.ts'

type Row = Awaited<ReturnType<typeof agreementsForDuties>>[number]

/** The options of an agreement are decided on in time; one that is not taken up lapses to nobody's notice otherwise. */
const extension: DutyRule = {
  key: 'agreement.extension',
  label: t.extension.label,
  async list(db, asked) {
    const rows = await agreementsForDuties(db, asked)
    return rows.flatMap((row) =>
      row.options.flatMap(({ until, decideBy, outcome, decidedOn }) => {
        if (decideBy === null || decideBy < remembersFrom(asked.today)) return []
        const href = `/avtal/${row.id}`
        const proof = outcome ? { doneOn: decidedOn ?? decideBy, href } : null
        const words = { title: t.extension.title(row.title), ground: t.extension.ground(until) }
        return [
          {
            ...owedBy(row),
            ...words,
            period: until,
            href,
            dueOn: decideBy,
            proof,
            remindFrom: early(row, decideBy),
          },
        ]
      }),
    )
  },
}

/** Before an agreement ends it is known what comes after, as long as it has units in use. */
const ends: DutyRule = {
  key: 'agreement.ends',
  label: t.ends.label,
  async list(db, asked) {
    const rows = await agreementsForDuties(db, asked)
    const after = await successors(db, asked)
    return rows.flatMap((row) => {
      const { endsOn } = row
      if (endsOn === null || endsOn < remembersFrom(asked.today)) return []
      const next = after.get(row.id)
      if (!next) return []
      const proof = next.doneOn ? { doneOn: next.doneOn, href: `/avtal/${next.agreementId}` } : null
      const words = { title: t.ends.title(row.title), ground: t.ends.ground(endsOn) }
      const href = `/avtal/${row.id}`
      return [
        {
          ...owedBy(row),
          ...words,
          period: endsOn,
          href,
          dueOn: endsOn,
          proof,
          remindFrom: early(row, endsOn),
        },
      ]
    })
  },
}

/** Told before the agreement's own notice: so many months as the municipality wants for its kind. */
function early(row: Row, day: IsoDate): IsoDate {
  return addMonths(day, -row.warnMonths)
}

const followUpBefore: DutyRule = {
  key: 'agreement.followUpBeforeExtension',
  label: t.beforeExtension.label,
  list: (db, asked) =>
    followUpsOwed(db, asked, { of: beforeExtension, title: t.beforeExtension.title, back: 12 }),
}

const followUpAfter: DutyRule = {
  key: 'agreement.followUpAfterStart',
  label: t.afterStart.label,
  list: (db, asked) => followUpsOwed(db, asked, { of: afterStart, title: t.afterStart.title, back: 24 }),
}

/** `back`: months before the last day in which a fixed assessment of the unit counts as the one that was asked for. */
type Kind = {
  of: typeof afterStart
  title: (unit: string) => string
  back: number
}

async function followUpsOwed(db: Db, asked: Asked, { of, title, back }: Kind): Promise<Owed[]> {
  const covered = await coveredUnits(db, asked.sourceIds ? { agreementIds: asked.sourceIds } : {})
  const span = { from: remembersFrom(asked.today), to: addMonths(asked.today, 120) }
  const owed = of(span, covered, await kindRules(db))
  const units = owed.map((one) => one.unitId)
  const [names, fixed] = [await unitNames(db, units, asked.today), await fixedAssessments(db, units)]
  const placed = new Map(covered.map((row) => [`${row.agreementId} ${row.unitId}`, row]))
  return owed.flatMap((one: Obligation) => {
    const { agreementId, unitId, ground, latestOn: dueOn } = one
    const place = placed.get(`${agreementId} ${unitId}`)
    const unit = names.get(unitId)
    if (!place || !unit) return []
    const done = (fixed.get(`${unitId} ${place.providerId}`) ?? []).find(
      ({ on }) => on >= addMonths(dueOn, -back),
    )
    return [
      {
        sourceId: agreementId,
        period: `${dueOn} ${unitId}`,
        boardId: place.boardId,
        unitId,
        providerId: place.providerId,
        title: title(unit),
        href: `/uppfoljningar/ny?enhet=${unitId}`,
        ground,
        dueOn,
        remindFrom: addMonths(dueOn, -3),
        ownerId: null,
        ownerRole: 'strategist' as const,
        proof: done ? { doneOn: done.on, href: `/uppfoljningar/${done.followUpId}/bedomning` } : null,
      },
    ]
  })
}

/** The terms of a choice system are looked through every year, in the month the municipality has set. */
const review: DutyRule = {
  key: 'agreement.termsReview',
  label: t.review.label,
  async list(db, asked) {
    const rows = await agreementsForDuties(db, asked)
    const done = await doneReviews(db)
    const year = Number(asked.today.slice(0, 4))
    return rows.flatMap((row) =>
      [year - 1, year, year + 1].flatMap((each) => {
        const dueOn = row.reviewMonth && monthEnd(each, row.reviewMonth)
        if (!dueOn || !row.isAdopted || row.beginsOn >= addMonths(dueOn, -6)) return []
        if (row.endsOn !== null && row.endsOn <= dueOn) return []
        const doneOn = done.get(`${row.id} ${each}`)
        const href = `/avtal/${row.id}/erfarenheter`
        const words = { title: t.review.title(row.title, each), ground: t.review.ground }
        const proof = doneOn ? { doneOn, href } : null
        const remindFrom = addMonths(dueOn, -2)
        return [{ ...owedBy(row), ...words, period: String(each), href, dueOn, remindFrom, proof }]
      }),
    )
  },
}

function monthEnd(year: number, month: number): IsoDate {
  return addMonths(`${year}-01-31`, month - 1)
}

/** A follow-up plan is owed from the day the agreement or its extension is recorded, and at the latest as it begins. */
const plan: DutyRule = {
  key: 'agreement.followUpPlan',
  label: t.plan.label,
  async list(db, asked) {
    const rows = await agreementsForDuties(db, asked)
    const isRecent = (row: Row) => row.needsPlan && row.termsFrom >= remembersFrom(asked.today)
    const owed = rows.filter((row) => row.lacksPlan || isRecent(row))
    const followed = owed.flatMap((row) => (row.lacksPlan ? (row.followedUnitId ?? []) : []))
    const names = await unitNames(db, followed, asked.today)
    return owed.map((row) => planOwed(row, names.get(row.followedUnitId ?? '')))
  },
}

/** A follow-up of one of its units that is planned or under way is told as the occasion, with its day (M-024). */
function planOwed(row: Row, followed: string | undefined): Owed {
  const href = `/avtal/${row.id}/uppfoljningsplan`
  const proof = row.lacksPlan || !row.plannedOn ? null : { doneOn: row.plannedOn, href }
  const ground = row.lacksPlan && followed ? t.plan.followUp(followed, row.followedOn) : t.plan.ground
  const words = { title: t.plan.title(row.title), ground }
  const remindFrom = addMonths(row.termsFrom, -3)
  return { ...owedBy(row), ...words, period: row.termsFrom, href, dueOn: row.termsFrom, remindFrom, proof }
}

function owedBy(row: Row) {
  const { id: sourceId, boardId, providerId } = row
  const ownerRole = 'contractManager' as const
  return { sourceId, boardId, providerId, unitId: null, ownerId: null, ownerRole }
}

/** An internal agreement that is to be written is owed by its owner until it is adopted. */
const write: DutyRule = {
  key: 'agreementWork.write',
  label: t.work.label,
  async list(db, asked) {
    const rows = await listWork(db, asked.today)
    return rows.flatMap((row) => {
      const { id: sourceId, boardId, ownerId, dueOn } = row
      if (row.dropped || (asked.sourceIds && !asked.sourceIds.includes(sourceId))) return []
      const isDone = row.progress === 'adopted'
      if (isDone && dueOn < remembersFrom(asked.today)) return []
      const href = row.agreementId ? `/avtal/${row.agreementId}` : '/avtal/overenskommelser'
      return [
        {
          ...{ sourceId, boardId, ownerId, dueOn, href },
          ...{ period: '', unitId: null, providerId: null, ownerRole: 'contractManager' as const },
          title: t.work.title(row.title),
          ground: t.work.ground(row.serviceArea),
          remindFrom: addMonths(dueOn, -2),
          proof: isDone ? { doneOn: row.adoptedOn ?? dueOn, href } : null,
        },
      ]
    })
  },
}

export const workDutyRules: readonly DutyRule[] = [write]
export const agreementDutyRules: readonly DutyRule[] = [
  extension,
  ends,
  followUpBefore,
  followUpAfter,
  review,
  plan,
]
