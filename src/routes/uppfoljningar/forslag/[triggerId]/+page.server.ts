import type { Actions, PageServerLoad } from './$types'
import { hasRole, may, type Actor } from '#access/may.ts'
import { addMonths, parseTypedDate, todayIn, type IsoDate } from '#kernel/dates.ts'
import { listCandidates, listFocusAreas } from '#modules/followups/public.ts'
import { listOpenMatters } from '#modules/meetings/public.ts'
import { listYearPlans } from '#modules/plans/public.ts'
import {
  causeFor,
  compareUnits,
  deciderOf,
  decideTrigger,
  dismissTrigger,
  findTrigger,
  listOngoing,
  mayDecide,
  supplementTrigger,
  withdrawTrigger,
  type FoundTrigger,
} from '#modules/triggers/public.ts'
import { isOpen, usualMethods } from '#modules/triggers/rules.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { triggerTexts as t } from '#texts/sv/triggers-pages.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const trigger = found(await findTrigger(tx, idFrom(params.triggerId)))
    const decider = await deciderOf(tx, trigger, today)
    const open = isOpen(trigger.state)
    return {
      trigger,
      open,
      decider: {
        roles: decider.roles,
        point: decider.point && `${decider.point.code} ${decider.point.what}`,
      },
      deciding:
        open && mayDecide(actor, decider)
          ? await choicesFor(tx, actor, { trigger, today, needsMatter: decider.point !== null })
          : null,
      areas: await listFocusAreas(tx),
      plans: hasRole(actor, 'strategist', 'director') ? await plansFor(tx, trigger) : {},
      compared: trigger.units.length > 1 ? await compareUnits(tx, trigger.id) : [],
      may: {
        supplement: open && may(actor, 'trigger.supplement', trigger),
        withdraw: open && trigger.raisedBy === actor.accountId,
        dismiss: open && trigger.rule !== null && may(actor, 'trigger.dismiss', trigger),
      },
    }
  })

/** What a decision begins from: the template of the form, the day that was wished for, and words the unit may read. */
async function choicesFor(
  tx: Db,
  actor: Actor,
  { trigger, today, needsMatter }: { trigger: FoundTrigger; today: IsoDate; needsMatter: boolean },
) {
  const { boardId, kind, form, wantedBy } = trigger
  return {
    dueOn: wantedBy && wantedBy > today ? wantedBy : addMonths(today, 1),
    methods: usualMethods[form ?? kind],
    narrowed: kind !== 'eventDriven',
    canNarrow: trigger.focusAreas.length + trigger.requirements.length > 0,
    cause: causeFor(trigger),
    people: await listCandidates(tx, boardId, today),
    needsMatter,
    matters: await listOpenMatters(tx, boardId),
    mayOpenMatter: may(actor, 'matter.open', { boardId }),
    ongoing: await listOngoing(tx, { boardId, unitIds: trigger.units.map(({ unitId }) => unitId) }),
  }
}

/** The plan in which an event that is to be followed up takes its place, by the follow-up. */
async function plansFor(tx: Db, { boardId, kind, state, units }: FoundTrigger) {
  if (kind !== 'eventDriven' || state !== 'approved') return {}
  const plans = (await listYearPlans(tx)).filter((plan) => plan.boardId === boardId)
  const rows = units.flatMap(({ followUpId, dueOn }) => {
    const year = Number((dueOn ?? '').slice(0, 4))
    const plan = plans.find(({ fromYear, toYear }) => fromYear <= year && year <= toYear)
    return followUpId && plan ? [[followUpId, plan.id]] : []
  })
  return Object.fromEntries(rows) as Readonly<Record<string, string>> // pairs of ids
}

type Decided = Parameters<typeof decideTrigger>[1]

/** What every decision sends, and the fields where its faults stand. */
const decided = (form: FormReader, triggerId: string, outcome: Decided['outcome']) => ({
  ...{ triggerId, revision: form.revision(), outcome, reason: form.text('skal') },
})

function planned(form: FormReader): Partial<Decided> {
  const due = form.text('datum')
  const [leadId, matterId] = [form.optional('leder'), form.optional('arende')]
  return {
    ...(due ? { dueOn: parseTypedDate(due) ?? due } : {}),
    ...(form.has('anmald') ? { announced: form.text('anmald') === 'ja' } : {}),
    methods: form.all('metoder') as NonNullable<Decided['methods']>, // the shape refuses any other
    ...{
      narrowed: form.checked('bara'),
      cause: form.text('varfor'),
      newCaseNumber: form.text('diarienummer'),
    },
    ...(leadId ? { leadId } : {}),
    ...(matterId ? { matterId } : {}),
  }
}

const names = {
  ...{ reason: 'skal', dueOn: 'datum', announced: 'anmald', methods: 'metoder', narrowed: 'bara' },
  ...{ focusAreas: 'bara', cause: 'varfor', leadId: 'leder', matterId: 'arende', intoId: 'uppfoljning' },
  newCaseNumber: 'diarienummer',
}
const here = ({ id }: { id: string }) => `/uppfoljningar/forslag/${id}`
const ended = (form: FormReader, triggerId: string) => ({
  ...{ triggerId, revision: form.revision(), reason: form.text('skal') },
})

export const actions: Actions = {
  besluta: (event) =>
    submit(event, decideTrigger, {
      input: (form) => ({ ...decided(form, event.params.triggerId, 'approve'), ...planned(form) }),
      names,
      then: here,
      done: ({ followUpIds }) => t.approved(followUpIds.length),
    }),
  slaihop: (event) =>
    submit(event, decideTrigger, {
      input: (form) => {
        const intoId = form.optional('uppfoljning')
        return { ...decided(form, event.params.triggerId, 'merge'), ...(intoId ? { intoId } : {}) }
      },
      names,
      then: here,
      done: t.merged,
    }),
  fraga: (event) =>
    submit(event, decideTrigger, {
      input: (form) => decided(form, event.params.triggerId, 'ask'),
      names,
      then: here,
      done: t.asked,
    }),
  avsla: (event) =>
    submit(event, decideTrigger, {
      input: (form) => decided(form, event.params.triggerId, 'decline'),
      names,
      then: here,
      done: t.declined,
    }),
  komplettera: (event) =>
    submit(event, supplementTrigger, {
      input: (form) => ({ ...ended(form, event.params.triggerId), restsOn: form.text('underlagstext') }),
      names: { ...names, restsOn: 'underlagstext' },
      then: here,
      done: t.supplemented,
    }),
  taTillbaka: (event) =>
    submit(event, withdrawTrigger, {
      input: (form) => ended(form, event.params.triggerId),
      names,
      then: here,
      done: t.withdrawn,
    }),
  avskriv: (event) =>
    submit(event, dismissTrigger, {
      input: (form) => ended(form, event.params.triggerId),
      names,
      then: here,
      done: t.dismissed,
    }),
}
