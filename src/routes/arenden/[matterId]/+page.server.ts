import type { Actions, PageServerLoad } from './$types'
import { may, mayAnywhere } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { acceptedEndings, incomingFile } from '#modules/files/public.ts'
import {
  changeMatter,
  closeMatter,
  findMatter,
  listChain,
  listFollowUpsIn,
  listItemsOfMatter,
  listOpenMatters,
  listRecords,
  registerRecord,
  reopenMatter,
  writeNote,
} from '#modules/meetings/public.ts'
import type { Direction, MatterKind } from '#modules/meetings/rules.ts'
import { createPaper, listPapersOf } from '#modules/reports/public.ts'
import { listLockedOf, listReleasesOfMatter } from '#modules/releases/public.ts'
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
      chain: await listChain(tx, matter.id),
      others: may(actor, 'matter.change', matter) ? await listOpenMatters(tx, matter.boardId) : [],
      releases: mayAnywhere(actor, 'release.read') ? await listReleasesOfMatter(tx, matter.id) : [],
      // Empty for everybody but the board's registrar.
      locked: await listLockedOf(tx, matter.id),
      drafts: papers.filter((paper) => paper.state === 'draft'),
      may: {
        register: isOpen && may(actor, 'record.register', matter),
        change: may(actor, 'matter.change', matter),
        write: isOpen && may(actor, 'paper.create', matter),
      },
      accept: acceptedEndings,
      commandIds: { register: uuidv7(), memo: uuidv7(), note: uuidv7(), change: uuidv7(), close: uuidv7() },
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
  anteckna: (event) =>
    submit(event, writeNote, {
      input: (form) => ({
        ...{ matterId: event.params.matterId, title: form.text('galler'), note: form.text('anteckning') },
      }),
      names: { title: 'galler', note: 'anteckning' },
      then: () => event.url.pathname,
      done: (result) => t.registeredDone(result.number),
    }),
  andra: (event) =>
    submit(event, changeMatter, {
      input: (form) => ({
        ...{ matterId: event.params.matterId, revision: form.revision(), title: form.text('rubrik') },
        // An unknown word is refused by the shape as "choose one".
        kind: form.text('slag') as MatterKind,
        replacesId: form.optional('ersatter') ?? null,
        reason: form.text('varfor'),
      }),
      names: { title: 'rubrik', kind: 'slag', replacesId: 'ersatter', reason: 'varfor' },
      then: () => event.url.pathname,
      done: t.matterSaved,
    }),
  avsluta: (event) =>
    submit(event, closeMatter, {
      input: (form) => ({ matterId: event.params.matterId, reason: form.text('skal') }),
      names: { reason: 'skal' },
      then: () => event.url.pathname,
      done: t.closedDone,
    }),
  oppnaigen: (event) =>
    submit(event, reopenMatter, {
      input: (form) => ({ matterId: event.params.matterId, reason: form.text('skal') }),
      names: { reason: 'skal' },
      then: () => event.url.pathname,
      done: t.reopenedDone,
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
