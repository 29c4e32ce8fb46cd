import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import {
  bringBackRequirement,
  changedFields,
  changedWords,
  changeRequirement,
  findBase,
  findInVersion,
  findVersion,
  listChoices,
  listWritten,
  missingFields,
  moveRequirement,
  namesIn,
  takeOutRequirement,
} from '#modules/catalogues/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { draftTexts as t } from '#texts/sv/catalogue-drafts.ts'
import { readyParts } from '#texts/sv/catalogues.ts'
import { requirementFormFields, requirementFrom } from '../../../requirement-form.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const version = found(await findVersion(tx, idFrom(params.versionId)))
    if (version.state === 'published' || !may(actor, 'requirement.write', { boardId: version.boardId }))
      throw new Problem('notFound')
    const rows = await listWritten(tx, version.id)
    const at = rows.findIndex(({ id }) => id === params.requirementId)
    const requirement = found(rows[at])
    const base = await findBase(tx, version)
    const before = base && (await findInVersion(tx, base.id, requirement.key))
    const choices = await listChoices(tx, todayIn(locals.now))
    const changed = before && { before, after: requirement, fields: changedFields(before, requirement) }
    return {
      version,
      requirement,
      isNew: before === undefined,
      changes: changed ? changedWords(changed, namesIn(choices)) : [],
      missing: missingFields(requirement),
      choices,
      names: namesIn(choices),
      parts: [...new Set([...rows.map(({ part }) => part), ...readyParts])],
      others: rows.flatMap(({ id, code, title }) => (id === requirement.id ? [] : [{ id, code, title }])),
      previous: rows[at - 1],
      next: rows[at + 1],
      commandIds: { spara: uuidv7(), flytta: uuidv7(), uttag: uuidv7() },
    }
  })

const pageOf = (params: { versionId: string; requirementId: string }) =>
  `/kravkatalog/versioner/${params.versionId}/${params.requirementId}`

export const actions: Actions = {
  spara: (event) =>
    submit(event, changeRequirement, {
      input: (form) => ({
        ...requirementFrom(form),
        requirementId: idFrom(event.params.requirementId),
        revision: form.revision(),
      }),
      names: requirementFormFields,
      theirs: () => pageOf(event.params),
      then: () => pageOf(event.params),
      done: t.saved,
    }),
  flytta: (event) =>
    submit(event, moveRequirement, {
      input: (form) => ({
        requirementId: idFrom(event.params.requirementId),
        after: form.optional('efter') ?? null,
      }),
      names: { after: 'efter' },
      then: () => pageOf(event.params),
      done: t.movedDone,
    }),
  taut: (event) =>
    submit(event, takeOutRequirement, {
      input: (form) => ({ requirementId: idFrom(event.params.requirementId), revision: form.revision() }),
      then: () => pageOf(event.params),
      done: t.takenOutDone,
    }),
  tillbaka: (event) =>
    submit(event, bringBackRequirement, {
      input: () => ({ requirementId: idFrom(event.params.requirementId) }),
      then: () => pageOf(event.params),
      done: t.broughtBack,
    }),
}
