import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { acceptedEndings, incomingFile } from '#modules/files/public.ts'
import {
  findMatter,
  listFollowUpsIn,
  listItemsOfMatter,
  listRecords,
  registerRecord,
} from '#modules/meetings/public.ts'
import type { Direction } from '#modules/meetings/rules.ts'
import { createPaper, listPapersOf } from '#modules/reports/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { meetingTexts as t } from '#texts/sv/meetings.ts'
import { reportTexts } from '#texts/sv/reports.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const matter = found(await findMatter(tx, idFrom(params.matterId)))
    const isOpen = matter.closedOn === null
    const papers = await listPapersOf(tx, { matterId: matter.id })
    return {
      matter,
      list: await listRecords(tx, matter.id),
      followUps: await listFollowUpsIn(tx, matter.id),
      items: await listItemsOfMatter(tx, matter.id),
      drafts: papers.filter((paper) => paper.state === 'draft'),
      may: {
        register: isOpen && may(actor, 'record.register', matter),
        write: isOpen && may(actor, 'paper.create', matter),
      },
      accept: acceptedEndings,
      commandIds: { register: uuidv7(), memo: uuidv7() },
    }
  })

export const actions: Actions = {
  registrera: (event) =>
    submit(event, registerRecord, {
      input: async (form) => {
        const file = await incomingFile(form.file('fil'))
        return {
          matterId: event.params.matterId,
          title: form.text('handling'),
          // An unknown word is refused by the shape as "choose one".
          direction: form.text('riktning') as Direction,
          party: form.text('part'),
          secrecyClaimed: form.checked('sekretess'),
          ...(file ? { file } : {}),
        }
      },
      names: { title: 'handling', direction: 'riktning', party: 'part', file: 'fil' },
      then: () => event.url.pathname,
      done: (result) => t.registeredDone(result.number),
    }),
  tjansteskrivelse: (event) =>
    submit(event, createPaper, {
      input: (form) => ({
        kind: 'memo' as const,
        matterId: event.params.matterId,
        title: form.text('rubrik'),
      }),
      names: { title: 'rubrik' },
      then: (result) => `/rapporter/${result.id}`,
      done: reportTexts.memoCreated,
    }),
}
