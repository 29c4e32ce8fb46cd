import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere, scopeOf } from '#access/may.ts'
import { addMonths, todayIn, type IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { listBoards, listOpenMatters } from '#modules/meetings/public.ts'
import { listServiceAreas } from '#modules/organisation/public.ts'
import { listYearPlans } from '#modules/plans/public.ts'
import {
  createPeriodReport,
  createPlanPaper,
  listChosen,
  listReportedAgreements,
  listUnreported,
  typesFor,
} from '#modules/reports/public.ts'
import { periodOf, periodsTo, periodWith, type Period } from '#modules/reports/period-rules.ts'
import type { CreatePeriodReport } from '#modules/reports/contract.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { newReportTexts as t } from '#texts/sv/period-reports.ts'
import type { z } from 'zod'
import { chosenFrom } from '../chosen.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const today = todayIn(locals.now)
  const value = (name: string) => url.searchParams.get(name) || undefined
  return ask(locals, async (tx, actor) => {
    const boards = await listBoards(tx, scopeOf(actor).officeBoards)
    const matters = await openMatters(tx, boards)
    const matter = matters.find(({ id }) => id === value('arende')) ?? boardsFirst(matters, value('namnd'))
    const period = periodOf(value('period') ?? '')
    const chosen = {
      matterId: value('arende') ?? matter?.id ?? '',
      period: period?.key ?? '',
      report: value('slag'),
      level: value('niva'),
      ...filterFrom(value),
    }
    return {
      matters,
      periods: choosable(today),
      chosen,
      areas: await listServiceAreas(tx),
      agreements: await listReportedAgreements(tx),
      followUps: await fitting(tx, matter, { ...chosen, period, today }),
      unreported: await listUnreported(
        tx,
        boards.map(({ id }) => id),
      ),
      plan: value('plan') ?? '',
      plans: (await listYearPlans(tx)).filter(({ boardId }) => boards.some(({ id }) => id === boardId)),
      types: typesFor(actor),
      commandId: uuidv7(),
      planCommandId: uuidv7(),
      mayPlan: mayAnywhere(actor, 'paper.create'),
    }
  })
}

type Board = { id: string; name: string }

type Asking = Omit<Parameters<typeof listChosen>[1], 'boardId' | 'period'> & { period: Period | undefined }

async function fitting(tx: Db, matter: { boardId: string } | undefined, { period, ...asked }: Asking) {
  return matter && period ? listChosen(tx, { ...asked, boardId: matter.boardId, period }) : null
}

function filterFrom(value: (name: string) => string | undefined) {
  return {
    areaId: value('omrade'),
    form: value('form'),
    followUpKind: value('typ'),
    agreementId: value('avtal'),
  }
}

async function openMatters(tx: Db, boards: readonly Board[]) {
  const lists = []
  for (const board of boards)
    for (const matter of await listOpenMatters(tx, board.id)) lists.push({ ...matter, boardId: board.id })
  return lists
}

function boardsFirst<Matter extends { boardId: string }>(
  matters: readonly Matter[],
  boardId: string | undefined,
) {
  return boardId ? matters.find((matter) => matter.boardId === boardId) : undefined
}

/** The last half-years, quarters and years, the latest first of each. */
function choosable(today: IsoDate): Period[] {
  const last = (kind: 'halfYear' | 'quarter' | 'year', count: number) =>
    periodsTo(periodWith(kind, today), count).toReversed()
  return [...last('halfYear', 6), ...last('quarter', 6), ...last('year', 3)].filter(
    ({ from }) => from <= addMonths(today, 0),
  )
}

export const actions: Actions = {
  plan: (event) =>
    submit(event, createPlanPaper, {
      input: (form) => ({ yearPlanId: form.text('plan'), matterId: form.optional('planarende') }),
      names: { yearPlanId: 'plan', matterId: 'planarende' },
      then: (result) => `/rapporter/${result.id}`,
      done: t.planCreated,
    }),
  period: (event) =>
    submit(event, createPeriodReport, {
      input: inputFrom,
      names: {
        matterId: 'arende',
        report: 'slag',
        level: 'niva',
        period: 'period',
        title: 'rubrik',
        followUpIds: 'uppfoljning',
      },
      then: (result) => `/rapporter/${result.id}`,
      done: t.created,
    }),
}

function inputFrom(form: FormReader): z.input<typeof CreatePeriodReport> {
  const optional = {
    areaId: form.optional('omrade'),
    // An unknown word is refused by the shape as "choose one".
    form: form.optional('form') as z.input<typeof CreatePeriodReport>['form'],
    followUpKind: form.optional('typ') as z.input<typeof CreatePeriodReport>['followUpKind'],
    agreementId: form.optional('avtal'),
  }
  return {
    matterId: form.text('arende'),
    // Unknown words are refused by the shape.
    report: form.optional('slag') as z.input<typeof CreatePeriodReport>['report'],
    level: form.optional('niva') as z.input<typeof CreatePeriodReport>['level'],
    period: form.text('period'),
    title: form.text('rubrik'),
    followUpIds: chosenFrom(form),
    ...optional,
  }
}
