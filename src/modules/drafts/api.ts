import { z } from 'zod'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { dropDraft, keepDraft } from './commands.ts'
import { DraftKey, DraftView, DropDraft, KeepDraft } from './contract.ts'
import { examples } from './examples.ts'
import { findDraft } from './queries.ts'

const tag = 'Own drafts'

export const draftsApi: readonly Operation[] = [
  reading({
    path: '/draft',
    tag,
    verb: 'draft.keep',
    summary: 'Visa eget utkast / Show an own draft',
    description: 'What the signed-in person has begun to write under this key. Nobody else can read it.',
    query: z.object({ key: DraftKey }),
    answer: DraftView,
    run: (tx, { key }, actor) => findDraft(tx, actor, key),
  }),
  changing({
    method: 'put',
    path: '/draft',
    tag,
    summary: 'Spara eget utkast / Keep an own draft',
    description: 'Replaces what was kept under the key.',
    body: KeepDraft,
    example: examples.keepDraft,
    answer: z.object({ key: z.string(), savedAt: z.string() }),
    command: keepDraft,
  }),
  changing({
    method: 'delete',
    path: '/draft',
    tag,
    summary: 'Ta bort eget utkast / Drop an own draft',
    description: 'Takes away what was kept under the key; nothing happens where there is none.',
    body: DropDraft,
    example: examples.dropDraft,
    answer: z.object({ key: z.string() }),
    command: dropDraft,
  }),
]
