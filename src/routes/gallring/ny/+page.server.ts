import type { Actions, PageServerLoad } from './$types'
import { scopeOf } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  countDue,
  findOpen,
  lastBackupDays,
  listDue,
  listKeptBoards,
  listRules,
  proposeDisposal,
  type Rule,
} from '#modules/disposals/public.ts'
import { beforeOf, kinds, mostAtOnce } from '#modules/disposals/rules.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { disposalTexts as t } from '#texts/sv/disposals.ts'
import { kindFrom } from '../words.ts'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const boards = await listKeptBoards(tx, scopeOf(actor).registrarBoards)
    const rules = await listRules(tx)
    const board = boards.find(({ id }) => id === url.searchParams.get('namnd'))
    const kind = kindFrom(url.searchParams.get('slag'))
    const rule = rules.find((one) => one.boardId === board?.id && one.kind === kind)
    const chosen = board && rule && { board, ...(await dryRun(tx, rule, today)) }
    return {
      chosen,
      rows: chosen ? [] : await overview(tx, { boards, rules, today }),
      backupDays: await lastBackupDays(tx),
      mostAtOnce,
      commandId: uuidv7(),
    }
  })

type Given = { boards: readonly { id: string; name: string }[]; rules: readonly Rule[]; today: string }

/** Every kind of every board the registrar keeps, with what the rule in force would dispose of today. */
async function overview(tx: Db, { boards, rules, today }: Given) {
  const rows = boards.flatMap((board) => kinds.map((kind) => ({ board, kind })))
  const found = []
  for (const { board, kind } of rows) {
    const rule = rules.find((one) => one.boardId === board.id && one.kind === kind)
    const years = rule?.years
    const asked = years ? { boardId: board.id, kind, before: beforeOf(today, years) } : undefined
    found.push({
      ...{ board, kind, rule },
      count: asked ? await countDue(tx, asked) : null,
      open: (await findOpen(tx, { boardId: board.id, kind })) ?? null,
    })
  }
  return found
}

async function dryRun(tx: Db, rule: Rule, today: string) {
  const before = rule.years ? beforeOf(today, rule.years) : null
  const asked = before && { boardId: rule.boardId, kind: rule.kind, before }
  return { rule, before, items: asked ? await listDue(tx, asked) : [] }
}

export const actions: Actions = {
  default: (event) =>
    submit(event, proposeDisposal, {
      input: (form) => ({
        boardId: form.text('namnd'),
        // An unknown word is refused by the shape as "choose one".
        kind: form.text('slag') as 'evidence',
        note: form.text('anteckning'),
        backupDays: form.text('kopior'),
      }),
      names: { boardId: 'namnd', kind: 'slag', note: 'anteckning', backupDays: 'kopior' },
      then: ({ id }) => `/gallring/${id}`,
      done: t.sent,
    }),
}
