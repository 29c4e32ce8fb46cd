import type { Actions, PageServerLoad } from './$types'
import { hasRole, may, type Actor } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { addMonths, parseTypedDate, todayIn, type IsoDate } from '#kernel/dates.ts'
import {
  agreementAsThen,
  agreementHistory,
  agreementObligations,
  extendAgreement,
  findAgreement,
  findMatter,
  kindRules,
  listAgreementFollowUps,
  listCare,
  listCoveredUnits,
  listDifferences,
  listNotes,
  recordCare,
  signAgreement,
  unitStandings,
  withdrawCare,
  type AgreementRow,
} from '#modules/agreements/public.ts'
import type { Answerable } from '#modules/agreements/rules.ts'
import { endOfDay } from '#modules/organisation/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit, type FormEvent } from '#platform/web/form.ts'
import { overviewTexts as t } from '#texts/sv/agreements-pages.ts'
import { agreementEvents, termDifferences, termsInWords } from './words.ts'

export const load: PageServerLoad = ({ locals, params, url }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const agreement = found(await findAgreement(tx, idFrom(params.agreementId), today))
    const isOffice = hasRole(actor, ...officeRoles)
    const mine = (verb: 'agreement.change' | 'agreement.sign' | 'paper.create') =>
      may(actor, verb, { boardId: agreement.boardId })
    return {
      agreement,
      today,
      isOffice,
      municipality: actor.municipalityName,
      mayChange: mine('agreement.change'),
      mayReport: mine('paper.create'),
      maySign: mine('agreement.sign') && agreement.status === 'drafted',
      covered: await listCoveredUnits(tx, agreement.id, today),
      care: await listCare(tx, { agreementId: agreement.id }, today),
      office: isOffice ? await officeView(tx, agreement, today) : undefined,
      history: await historyFor(tx, actor, { id: agreement.id, today, now: locals.now, url }),
    }
  })

/** What the municipality itself needs beside the terms: what was found, what is owed, where it is written. */
async function officeView(tx: Db, agreement: AgreementRow, today: IsoDate) {
  const to = addMonths(today, 12)
  const rule = (await kindRules(tx))[agreement.kind]
  const owed = await agreementObligations(tx, { boardId: agreement.boardId, from: today, to })
  const standings = await unitStandings(tx, agreement.id)
  const compared = agreement.status === 'drafted' ? await listDifferences(tx, agreement.id, today) : undefined
  const reviews = (await listNotes(tx, agreement.id)).filter((note) => note.kind === 'review')
  return {
    warnFrom: agreement.endsOn && addMonths(agreement.endsOn, -rule.warnMonths),
    decideFrom: agreement.extensionDecisionBy && addMonths(agreement.extensionDecisionBy, -rule.warnMonths),
    owesReview: rule.reviewMonth !== null && !reviews.some((note) => note.notedOn > addMonths(today, -12)),
    unexplained:
      compared?.rows.filter((row) => row.difference !== 'identical' && row.reason === '').length ?? 0,
    owed: owed.filter((one) => one.agreementId === agreement.id).slice(0, 40),
    standings: Object.fromEntries(standings),
    followUps: await listAgreementFollowUps(tx, agreement.id, today),
    matter: await findMatter(tx, agreement.boardId, agreement.caseNumber),
    mirrored: agreement.mirrorsId ? await findAgreement(tx, agreement.mirrorsId, today) : undefined,
  }
}

type Asked = { id: string; today: IsoDate; now: Date; url: URL }

/** The office's own: how the terms came to be, and as then beside as now. */
async function historyFor(tx: Db, actor: Actor, asked: Asked) {
  if (!hasRole(actor, ...officeRoles)) return undefined
  const states = await agreementHistory(tx, asked.id)
  const typed = {
    on: asked.url.searchParams.get('gallde') ?? '',
    known: asked.url.searchParams.get('kant') ?? '',
  }
  const [validOn, knownOn] = [parseTypedDate(typed.on), parseTypedDate(typed.known)]
  const knownAt = knownOn ? await endOfDay(tx, knownOn) : asked.now
  const then = await agreementAsThen(tx, asked.id, validOn ?? asked.today, knownAt)
  const now = await agreementAsThen(tx, asked.id, asked.today, asked.now)
  return {
    typed,
    faults: { on: typed.on !== '' && !validOn, known: typed.known !== '' && !knownOn },
    validOn: validOn ?? asked.today,
    knownOn,
    then: termsInWords(then),
    now: termsInWords(now),
    differences: termDifferences(then, now),
    revision: states.length,
    events: agreementEvents(states),
  }
}

const home = (event: FormEvent & { params: { agreementId: string } }) => `/avtal/${event.params.agreementId}`
const names = { decidedOn: 'beslutsdag', decidedBy: 'beslutadAv', decision: 'beslut' }

export const actions: Actions = {
  anta: (event) =>
    submit(event, signAgreement, {
      input: (form) => ({
        agreementId: event.params.agreementId,
        decidedOn: form.text('beslutsdag'),
        decidedBy: form.text('beslutadAv'),
        decision: form.text('beslut'),
        revision: form.revision(),
      }),
      names,
      then: () => home(event),
      done: t.signed,
    }),
  forlang: (event) =>
    submit(event, extendAgreement, {
      input: (form) => ({
        agreementId: event.params.agreementId,
        until: form.text('tillOchMed'),
        // The shape refuses any other word.
        outcome: form.text('utfall') as 'used' | 'declined',
        decidedOn: form.text('beslutsdag'),
        decidedBy: form.text('beslutadAv'),
        decision: form.text('beslut'),
        revision: form.revision(),
      }),
      names: { ...names, outcome: 'utfall', until: 'tillOchMed' },
      then: () => home(event),
      done: t.extended,
    }),
  ansvar: (event) =>
    submit(event, recordCare, {
      input: (form) => ({
        agreementId: event.params.agreementId,
        unitId: form.text('enhet'),
        task: form.text('uppgift'),
        // The shape refuses any other word.
        answerable: form.text('ansvarig') as Answerable,
        clause: form.text('punkt'),
        from: form.text('fran'),
        to: form.text('till') || null,
      }),
      names: {
        ...{ unitId: 'enhet', task: 'uppgift', answerable: 'ansvarig' },
        ...{ clause: 'punkt', from: 'fran', to: 'till' },
      },
      then: () => `${home(event)}#ansvar`,
      done: t.careAdded,
    }),
  taBort: (event) =>
    submit(event, withdrawCare, {
      input: (form) => ({ agreementId: event.params.agreementId, careId: form.text('careId') }),
      then: () => `${home(event)}#ansvar`,
      done: t.careTakenBack,
    }),
}
