import { addWorkingDays } from '#kernel/calendar.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { lockFollowUp, moved, saveFollowUpState, type FollowUp } from '#modules/followups/public.ts'
import { addRecordIfMatter } from '#modules/meetings/public.ts'
import { notify, operatorsOf } from '#modules/notices/public.ts'
import { assessmentTexts as t } from '#texts/sv/assessments.ts'
import { checkDraft } from './checks.ts'
import { checksumOf } from './checksum.ts'
import { AcceptLate, AnswerExtension, CloseSilent, RecallHearing, SendHearing } from './contract.ts'
import { extensionWaits, maySilence, movedHearing, type Hearing } from './hearing-rules.ts'
import { getHearingRule, lockHearing, saveHearing } from './queries.ts'
import { canonical, type AssessmentSnapshot } from './rules.ts'
import { buildSnapshot } from './snapshot.ts'

/** Sends the draft for fact check: freezes what was looked at, starts the period, tells the managers. */
export const sendHearing = command({
  verb: 'hearing.send',
  input: SendHearing,
  target: ({ db }, input) => lockFollowUp(db, input.followUpId),
  async run(context, followUp, input) {
    const next = moved(followUp, 'sendDraft')
    const draft = await readyDraft(context, input)
    const hearing = await insertHearing(context, { followUp, draft, message: input.message })
    await saveFollowUpState(context.db, followUp, { state: next.state })
    await tellManagers(context, hearing, {
      kind: 'hearing.sent',
      title: t.noticeSent(followUp.title, hearing.dueOn),
    })
    await addRecordIfMatter(context, {
      matterId: followUp.matterId,
      boardId: followUp.boardId,
      title: t.recordSent(followUp.title),
      direction: 'out',
      kind: 'hearing',
      sourceId: hearing.id,
      party: draft.followUp.providerName,
    })
    return { id: hearing.id, dueOn: hearing.dueOn }
  },
  detail: (input, result) => ({ followUpId: input.followUpId, dueOn: result.dueOn }),
})

/** Takes the draft back: the follow-up is underway again, and the provider is told why. */
export const recallHearing = command({
  verb: 'hearing.recall',
  input: RecallHearing,
  target: ({ db }, input) => lockHearing(db, input.hearingId),
  async run(context, hearing, input) {
    const next = movedHearing(hearing, 'recall')
    const followUp = await lockedFollowUp(context, hearing)
    await saveHearing(context.db, hearing, { state: next.state, recallReason: input.reason })
    await saveFollowUpState(context.db, followUp, { state: moved(followUp, 'recall').state })
    await tellManagers(context, hearing, {
      kind: 'hearing.recalled',
      title: t.noticeRecalled(followUp.title),
    })
    await addRecordIfMatter(context, {
      matterId: followUp.matterId,
      boardId: hearing.boardId,
      title: t.recordRecalled(followUp.title),
      direction: 'out',
      kind: 'hearingRecall',
      sourceId: hearing.id,
    })
    return { id: hearing.id, followUpId: hearing.followUpId }
  },
})

/** Answers a request for more time. A new day is never earlier than the one that holds. */
export const answerExtension = command({
  verb: 'hearing.answerExtension',
  input: AnswerExtension,
  target: ({ db }, input) => lockHearing(db, input.hearingId),
  async run(context, hearing, input) {
    if (!extensionWaits(hearing)) throw new Problem('wrongState', { detail: 'no question for more time' })
    const until = input.until ?? hearing.extensionAskedUntil ?? hearing.dueOn
    const isGranted = input.answer === 'granted'
    if (isGranted && (until <= hearing.dueOn || until < todayIn(context.now)))
      throw fieldProblem('until', 'dateBeforeOther')
    await saveHearing(context.db, hearing, {
      extensionAnswer: input.answer,
      extensionAnswerReason: input.reason,
      ...(isGranted ? { dueOn: until } : {}),
    })
    const dueOn = isGranted ? until : hearing.dueOn
    await tellManagers(context, hearing, {
      kind: 'hearing.extensionAnswered',
      title: isGranted ? t.noticeExtended(dueOn) : t.noticeNotExtended(dueOn),
    })
    return { id: hearing.id, followUpId: hearing.followUpId, dueOn }
  },
})

/** Nobody answered in time: the silence is recorded, and the assessment can be fixed. */
export const closeSilent = command({
  verb: 'hearing.closeSilent',
  input: CloseSilent,
  target: ({ db }, input) => lockHearing(db, input.hearingId),
  async run(context, hearing) {
    const next = movedHearing(hearing, 'closeSilent')
    if (!maySilence(hearing, todayIn(context.now))) throw new Problem('wrongState', { detail: 'still time' })
    await saveHearing(context.db, hearing, { state: next.state, silentAt: context.now })
    const followUp = await lockedFollowUp(context, hearing)
    await tellManagers(context, hearing, { kind: 'hearing.silent', title: t.noticeSilent(followUp.title) })
    await addRecordIfMatter(context, {
      matterId: followUp.matterId,
      boardId: hearing.boardId,
      title: t.recordSilent(followUp.title),
      direction: 'internal',
      kind: 'hearingSilence',
      sourceId: hearing.id,
    })
    return { id: hearing.id, followUpId: hearing.followUpId }
  },
})

/** Lets a late answer in: the hearing opens again until a day, with a reason, as long as nothing is fixed. */
export const acceptLate = command({
  verb: 'hearing.answerExtension',
  input: AcceptLate,
  target: ({ db }, input) => lockHearing(db, input.hearingId),
  async run(context, hearing, input) {
    const next = movedHearing(hearing, 'acceptLate')
    const followUp = await lockedFollowUp(context, hearing)
    if (followUp.state !== 'hearing') throw new Problem('wrongState', { detail: followUp.state })
    if (input.until < todayIn(context.now)) throw fieldProblem('until', 'dateInPast')
    await saveHearing(context.db, hearing, {
      state: next.state,
      dueOn: input.until,
      lateReason: input.reason,
      silentAt: null,
    })
    await tellManagers(context, hearing, { kind: 'hearing.reopened', title: t.noticeExtended(input.until) })
    return { id: hearing.id, followUpId: hearing.followUpId, dueOn: input.until }
  },
})

async function readyDraft(
  context: Context,
  input: { followUpId: string; seen: string; warningsConfirmed: boolean },
): Promise<AssessmentSnapshot> {
  const draft = await buildSnapshot(context.db, input.followUpId)
  if (!draft) throw new Problem('notFound')
  if (checksumOf(draft).toString('hex') !== input.seen) throw new Problem('stale')
  const checks = checkDraft(draft)
  if (checks.some((check) => check.blocks)) throw new Problem('checksRemain')
  if (checks.length > 0 && !input.warningsConfirmed) throw fieldProblem('warningsConfirmed', 'required')
  return draft
}

type NewHearing = { followUp: FollowUp; draft: AssessmentSnapshot; message: string }

async function insertHearing(context: Context, { followUp, draft, message }: NewHearing) {
  const { db, actor, now } = context
  const rule = await getHearingRule(db, actor.municipalityId)
  const hearing = {
    municipalityId: actor.municipalityId,
    id: uuidv7(now.getTime()),
    followUpId: followUp.id,
    boardId: followUp.boardId,
    unitId: followUp.unitId,
    providerId: followUp.providerId,
    dueOn: addWorkingDays(todayIn(now), rule.hearingDays),
  }
  await db
    .insertInto('hearing')
    .values({
      ...hearing,
      snapshot: canonical(draft),
      sha256: checksumOf(draft),
      state: 'open',
      dueGround: t.dueGround(rule.hearingDays, rule.hearingGround),
      message,
      sentBy: actor.accountId,
      sharedAt: now,
    })
    .execute()
  return hearing
}

async function lockedFollowUp(context: Context, hearing: Pick<Hearing, 'followUpId'>): Promise<FollowUp> {
  const followUp = await lockFollowUp(context.db, hearing.followUpId)
  if (!followUp) throw new Problem('notFound')
  return followUp
}

async function tellManagers(
  context: Context,
  hearing: Pick<Hearing, 'id' | 'unitId' | 'providerId' | 'boardId'>,
  notice: { kind: string; title: string },
): Promise<void> {
  const receivers = await operatorsOf(context.db, hearing, todayIn(context.now))
  await notify(context, receivers, { ...notice, href: `/utkast/${hearing.id}`, boardId: hearing.boardId })
}
