import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere, scopeOf } from '#access/may.ts'
import { parseTypedDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { listKeptBoards, listRules, setDisposalRule } from '#modules/disposals/public.ts'
import { kinds } from '#modules/disposals/rules.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { disposalTexts as t } from '#texts/sv/disposals.ts'
import { kindFrom } from '../words.ts'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const { officeBoards, registrarBoards } = scopeOf(actor)
    const mayChange = mayAnywhere(actor, 'disposal.rule')
    const boards = await listKeptBoards(tx, mayChange ? registrarBoards : officeBoards)
    const rules = await listRules(tx, { history: true })
    const inForce = rules.filter((rule) => rule.supersededAt === null)
    const board = boards.find(({ id }) => id === url.searchParams.get('namnd'))
    const kind = kindFrom(url.searchParams.get('slag'))
    return {
      rows: boards.flatMap((one) =>
        kinds.map((kind) => ({
          ...{ board: one, kind },
          rule: inForce.find((rule) => rule.boardId === one.id && rule.kind === kind) ?? null,
        })),
      ),
      earlier: rules.filter((rule) => rule.supersededAt !== null),
      chosen: mayChange && board && kind ? { board, kind } : undefined,
      mayChange,
      commandId: uuidv7(),
    }
  })

export const actions: Actions = {
  default: (event) =>
    submit(event, setDisposalRule, {
      input: (form) => {
        const typed = form.text('dag')
        const action = form.text('atgard')
        const years = form.optional('ar')
        return {
          boardId: form.text('namnd'),
          // Unknown words are refused by the shape as "choose one".
          ...{ kind: form.text('slag') as 'evidence', action: action as 'dispose' },
          ...(action === 'dispose' && years ? { years } : {}),
          ...{ ground: form.text('stod'), decidedBy: form.text('beslutat') },
          ...{ decidedOn: parseTypedDate(typed) ?? typed, reference: form.text('nummer') },
        }
      },
      names: {
        ...{ boardId: 'namnd', kind: 'slag', action: 'atgard', years: 'ar', ground: 'stod' },
        ...{ decidedBy: 'beslutat', decidedOn: 'dag', reference: 'nummer' },
      },
      then: () => '/gallring/regler',
      done: t.savedRule,
    }),
}
