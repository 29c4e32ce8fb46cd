import { z } from 'zod'
import { changing, type Operation } from '#platform/web/api.ts'
import { FileBody } from '#modules/files/public.ts'
import { readingApi } from './api-reading.ts'
import { addComment, answerComment, changeComment, removeComment } from './commands-comments.ts'
import { correctAssessment } from './commands-correct.ts'
import { fixAssessment } from './commands-fix.ts'
import { acceptLate, answerExtension, closeSilent, recallHearing, sendHearing } from './commands-hearing.ts'
import { askExtension, submitHearing } from './commands-provider.ts'
import { reviseRow } from './commands-revise.ts'
import * as shapes from './contract.ts'
import { examples } from './examples.ts'

const tag = 'Bedömning'
const done = z.object({ id: z.uuid() })
const followUpId = z.object({ followUpId: z.uuid() })
const hearingId = z.object({ hearingId: z.uuid() })
const commentId = z.object({ commentId: z.uuid() })

const officeApi: readonly Operation[] = [
  changing({
    path: '/follow-ups/{followUpId}/hearings',
    method: 'post',
    tag,
    summary: 'Skicka utkastet för faktagranskning / Send the draft',
    description: '`seen` is the checksum of the draft that was looked at; another draft answers 412.',
    params: followUpId,
    body: shapes.SendHearing.omit({ followUpId: true }),
    example: examples.sendHearing,
    answer: done.extend({ dueOn: z.string() }),
    command: sendHearing,
    created: true,
  }),
  changing({
    path: '/hearings/{hearingId}/recall',
    method: 'post',
    tag,
    summary: 'Ta tillbaka utkastet / Recall the draft',
    description: 'The follow-up is underway again; the reason is shown to the provider.',
    params: hearingId,
    body: shapes.RecallHearing.omit({ hearingId: true }),
    example: examples.recallHearing,
    answer: done,
    command: recallHearing,
  }),
  changing({
    path: '/hearings/{hearingId}/extension-answer',
    method: 'post',
    tag,
    summary: 'Svara på en begäran om anstånd / Answer a request for more time',
    description: 'Granting without `until` gives the day that was asked for.',
    params: hearingId,
    body: z.object({ ...shapes.AnswerExtension.shape }).omit({ hearingId: true }),
    example: examples.answerExtension,
    answer: done.extend({ dueOn: z.string() }),
    command: answerExtension,
  }),
  changing({
    path: '/hearings/{hearingId}/silence',
    method: 'post',
    tag,
    summary: 'Avsluta utan svar / Close without an answer',
    description: 'Only after the due date. Silence is recorded.',
    params: hearingId,
    answer: done,
    command: closeSilent,
  }),
  changing({
    path: '/hearings/{hearingId}/late-answer',
    method: 'post',
    tag,
    summary: 'Ta emot ett sent svar / Let a late answer in',
    description: 'Opens a silent hearing again until a day, with a reason.',
    params: hearingId,
    body: shapes.AcceptLate.omit({ hearingId: true }),
    example: examples.acceptLate,
    answer: done.extend({ dueOn: z.string() }),
    command: acceptLate,
  }),
  changing({
    path: '/hearing-comments/{commentId}/answer',
    method: 'put',
    tag,
    summary: 'Svara på en synpunkt / Answer a comment',
    description: 'Can be changed until the assessment is fixed.',
    params: commentId,
    body: shapes.AnswerComment.omit({ commentId: true }),
    example: examples.answerComment,
    answer: done,
    command: answerComment,
  }),
  changing({
    path: '/follow-ups/{followUpId}/revised-rows/{rowId}',
    method: 'put',
    tag,
    summary: 'Ändra ett krav efter en synpunkt / Revise a row after a comment',
    description: 'Only a row whose comment was accepted, wholly or partly.',
    params: z.object({ followUpId: z.uuid(), rowId: z.uuid() }),
    body: shapes.ReviseRow.omit({ followUpId: true, rowId: true }),
    example: examples.reviseRow,
    answer: done.extend({ revision: z.number().int() }),
    command: reviseRow,
  }),
  changing({
    path: '/follow-ups/{followUpId}/assessment',
    method: 'post',
    tag,
    summary: 'Fastställ bedömningen / Fix the assessment',
    description: 'When the hearing is answered or silent and every comment has its answer.',
    params: followUpId,
    answer: done.extend({ version: z.number().int(), findings: z.number().int() }),
    command: fixAssessment,
    created: true,
  }),
  changing({
    path: '/assessments/{assessmentId}/corrections',
    method: 'post',
    tag,
    summary: 'Rätta en fastställd bedömning / Correct a fixed assessment',
    description: 'Makes a new version with a reason; the earlier one stays readable.',
    params: z.object({ assessmentId: z.uuid() }),
    body: shapes.CorrectAssessment.omit({ assessmentId: true }),
    example: examples.correctAssessment,
    answer: done.extend({ version: z.number().int() }),
    command: correctAssessment,
    created: true,
  }),
]

const providerApi: readonly Operation[] = [
  changing({
    path: '/hearings/{hearingId}/extension-request',
    method: 'post',
    tag,
    summary: 'Be om anstånd / Ask for more time',
    description: 'A day after the one that holds, with a reason.',
    params: hearingId,
    body: shapes.AskExtension.omit({ hearingId: true }),
    example: examples.askExtension,
    answer: done.extend({ until: z.string() }),
    command: askExtension,
  }),
  changing({
    path: '/hearings/{hearingId}/comments',
    method: 'post',
    tag,
    summary: 'Skriv en synpunkt / Write a comment',
    description: 'Kept in the provider’s own space until the answer is handed in.',
    params: hearingId,
    body: shapes.AddComment.omit({ hearingId: true }).extend({ file: FileBody.optional() }),
    example: examples.addComment,
    answer: done,
    command: addComment,
    created: true,
  }),
  changing({
    path: '/hearing-comments/{commentId}',
    method: 'put',
    tag,
    summary: 'Ändra en synpunkt / Change a comment',
    description: 'While it has not been handed in.',
    params: commentId,
    body: shapes.ChangeComment.omit({ commentId: true }),
    example: examples.changeComment,
    answer: done,
    command: changeComment,
  }),
  changing({
    path: '/hearing-comments/{commentId}',
    method: 'delete',
    tag,
    summary: 'Ta bort en synpunkt / Remove a comment',
    description: 'While it has not been handed in.',
    params: commentId,
    answer: done,
    command: removeComment,
  }),
  changing({
    path: '/hearings/{hearingId}/answer',
    method: 'post',
    tag,
    summary: 'Skicka in svaret / Hand in the answer',
    description: 'Comments and statement leave the own space at one moment; the time is the receipt.',
    params: hearingId,
    body: shapes.SubmitHearing.omit({ hearingId: true }),
    example: examples.submitHearing,
    answer: done.extend({ comments: z.number().int(), receivedAt: z.string(), received: z.string() }),
    command: submitHearing,
  }),
]

export const assessmentsApi: readonly Operation[] = [...readingApi, ...officeApi, ...providerApi]
