import { z } from 'zod'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import type { Db } from '#platform/db/pool.ts'
import { publishVersion, startDraft, withdrawDraft } from './commands-drafts.ts'
import {
  addRequirement,
  bringBackRequirement,
  changeRequirement,
  moveRequirement,
  takeOutRequirement,
} from './commands-requirements.ts'
import {
  AddRequirement,
  ChangeRequirementBody,
  DifferenceView,
  DraftFilter,
  MoveRequirement,
  PublishVersion,
  RequirementFactsView,
  StartDraft,
  TakeOutRequirement,
  WithdrawDraft,
} from './contract-drafts.ts'
import { differenceOf, type Keyed } from './difference-rules.ts'
import { draftRows, filterRows } from './draft-view.ts'
import { examples } from './examples.ts'
import { findBase, findVersion, listKept, listWritten } from './queries-drafts.ts'
import { listNames } from './queries-form.ts'
import { changedWords } from './rules-words.ts'

const tag = 'Catalogues'
const ofVersion = z.object({ versionId: z.uuid() })
const ofRequirement = z.object({ requirementId: z.uuid() })
const Done = z.object({ id: z.uuid() })
const Revised = Done.extend({ revision: z.number().int() })

export const cataloguesDraftApi: readonly Operation[] = [
  changing({
    path: '/catalogue-versions',
    method: 'post',
    tag,
    summary: 'Gör ett utkast / Begin a draft',
    description:
      'A copy of the newest published version of its kind, with the same keys. One open draft at a time; with `agreementId` the requirements of that agreement alone.',
    body: z.object(StartDraft.shape),
    example: examples.startDraft,
    answer: Revised,
    command: startDraft,
    created: true,
  }),
  reading({
    path: '/catalogue-versions/{versionId}/requirements',
    tag,
    verb: 'followUp.read',
    summary: 'Lista en versions krav som de skrivs / List the requirements of a version as they are written',
    description:
      'With what is changed since the version before (`changes`) and what publishing needs (`missing`).',
    params: ofVersion,
    query: DraftFilter,
    answer: listOf('draftRequirements', RequirementFactsView.extend({ changes: z.array(z.string()) })),
    run: async (tx, { versionId, ...filter }) => {
      const version = await findVersion(tx, versionId)
      if (!version) return undefined
      const base = await findBase(tx, version)
      const rows = draftRows(await listWritten(tx, versionId), await listKept(tx, base?.id))
      const found = filterRows(rows, filter).map((row) => ({ ...row, takenOut: row.takenOutAt !== null }))
      const { page, limit } = filter
      return {
        draftRequirements: found.slice((page - 1) * limit, page * limit),
        total: found.length,
        page,
        limit,
      }
    },
  }),
  reading({
    path: '/catalogue-versions/{versionId}/difference',
    tag,
    verb: 'followUp.read',
    summary: 'Visa skillnaden mot en annan version / Show the difference to another version',
    description: 'To the version before, or to `from`. Each changed field with its old and its new words.',
    params: ofVersion,
    query: z.object({ from: z.uuid().optional() }),
    answer: DifferenceView,
    run: (tx, { versionId, from }) => differenceFor(tx, versionId, from),
  }),
  changing({
    path: '/catalogue-versions/{versionId}/requirements',
    method: 'post',
    tag,
    summary: 'Lägg till ett krav / Add a requirement',
    description: 'To a draft. The caller makes the id. What else it says is written with `PUT`.',
    params: ofVersion,
    body: z.object(AddRequirement.shape).omit({ versionId: true }),
    example: examples.addRequirement,
    answer: Revised,
    command: addRequirement,
    created: true,
  }),
  changing({
    path: '/catalogue-versions/{versionId}/publish',
    method: 'post',
    tag,
    summary: 'Publicera en version / Publish a version',
    description: 'It never changes after. `checksRemain` names each missing field as `code.field`.',
    params: ofVersion,
    body: z.object(PublishVersion.shape).omit({ versionId: true }),
    example: examples.publishVersion,
    answer: Revised,
    command: publishVersion,
  }),
  changing({
    path: '/catalogue-versions/{versionId}/withdraw',
    method: 'post',
    tag,
    summary: 'Kasta ett utkast / Withdraw a draft',
    description: 'Deletes a draft with all that is written in it. The log tells it.',
    params: ofVersion,
    body: z.object(WithdrawDraft.shape).omit({ versionId: true }),
    example: examples.withdrawDraft,
    answer: Done,
    command: withdrawDraft,
  }),
  changing({
    path: '/requirements/{requirementId}',
    method: 'put',
    tag,
    summary: 'Ändra ett krav / Change a requirement',
    description: 'In a draft, whole. Brings the revision it changes; `stale` answers what holds now.',
    params: ofRequirement,
    body: ChangeRequirementBody,
    example: examples.changeRequirement,
    answer: Revised.extend({ changed: z.array(z.string()) }),
    command: changeRequirement,
  }),
  changing({
    path: '/requirements/{requirementId}/move',
    method: 'post',
    tag,
    summary: 'Flytta ett krav / Move a requirement',
    description: 'Right after another of the same draft; `after` null: first.',
    params: ofRequirement,
    body: z.object(MoveRequirement.shape).omit({ requirementId: true }),
    example: examples.moveRequirement,
    answer: Done,
    command: moveRequirement,
  }),
  changing({
    path: '/requirements/{requirementId}/take-out',
    method: 'post',
    tag,
    summary: 'Ta ut ett krav / Take a requirement out',
    description: 'Of a draft. It can be brought back until the draft is published.',
    params: ofRequirement,
    body: z.object(TakeOutRequirement.shape).omit({ requirementId: true }),
    example: examples.takeOutRequirement,
    answer: Revised,
    command: takeOutRequirement,
  }),
  changing({
    path: '/requirements/{requirementId}/bring-back',
    method: 'post',
    tag,
    summary: 'Ta tillbaka ett krav / Bring a requirement back',
    description: 'What was taken out of a draft, as it was written.',
    params: ofRequirement,
    answer: Revised,
    command: bringBackRequirement,
  }),
]

async function differenceFor(tx: Db, versionId: string, fromId: string | undefined) {
  const to = await findVersion(tx, versionId)
  const from = to && (fromId ? await findVersion(tx, fromId) : await findBase(tx, to))
  if (!to || (fromId && !from)) return undefined
  const names = await listNames(tx)
  const found = differenceOf(await listKept(tx, from?.id), await listKept(tx, to.id))
  return {
    from: from?.id ?? null,
    to: to.id,
    added: found.added.map(named),
    removed: found.removed.map(named),
    moved: found.moved.map(named),
    changed: found.changed.map((one) => ({ ...named(one.after), fields: changedWords(one, names) })),
  }
}

function named({ key, code, title }: Keyed) {
  return { key, code, title }
}
