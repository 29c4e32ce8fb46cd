import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem } from '#kernel/problem.ts'
import { acceptedEndings, incomingFile } from '#modules/files/public.ts'
import {
  attachFile,
  changeEntry,
  changesInWords,
  detachFile,
  findEntry,
  findKind,
  listChanges,
  listFiles,
  moveEntry,
  removeEntry,
  restoreEntry,
  rowsInWords,
} from '#modules/registers/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit, type FormEvent, type FormReader } from '#platform/web/form.ts'
import { registerTexts as t } from '#texts/sv/registers.ts'
import { formChoices } from '../../choices.ts'
import { namesOf, valuesFrom } from '../../values.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const kind = found(await findKind(tx, { key: params.kind }))
    const entry = found(await findEntry(tx, idFrom(params.entryId)))
    found(entry.kindId === kind.id ? entry : undefined)
    const day = todayIn(locals.now)
    const [row] = await rowsInWords(tx, kind, [entry], day)
    const files = await listFiles(tx, entry.id)
    const changes = await listChanges(tx, entry.id)
    return {
      ...{ kind, entry: found(row), files, accept: acceptedEndings },
      history: await changesInWords(tx, kind.definition, { changes, day }),
      isOffice: actor.side === 'office',
      isOn: kind.isOn,
      mayWrite: kind.isOn && may(actor, 'register.write', entry),
      ...(await formChoices(tx, actor, { definition: kind.definition, day })),
      ids: { move: uuidv7(), file: uuidv7(), remove: uuidv7(), files: files.map(() => uuidv7()) },
    }
  })

type Event = FormEvent & { params: { kind: string; entryId: string } }
const home = ({ params }: Event) => `/register/${params.kind}/${params.entryId}`
/** What most of the acts bring, and where all of them lead. */
const seen = (event: Event, form: FormReader) => ({
  entryId: event.params.entryId,
  revision: form.revision(),
})
const back = (event: Event) => ({ then: () => home(event), theirs: () => home(event) })

export const actions: Actions = {
  andra: async (event) => {
    const kind = found(await ask(event.locals, (tx) => findKind(tx, { key: event.params.kind })))
    const { fields } = kind.definition
    return submit(event, changeEntry, {
      input: (form) => ({
        ...seen(event, form),
        values: valuesFrom(form, fields),
        note: form.text('varfor'),
      }),
      names: { ...namesOf(fields), note: 'varfor' },
      ...back(event),
      done: t.saved,
    })
  },
  lage: (event) =>
    submit(event, moveEntry, {
      input: (form) => ({ ...seen(event, form), to: form.text('till'), note: form.text('anteckning') }),
      names: { to: 'till', note: 'anteckning' },
      ...back(event),
      done: t.moved,
    }),
  handling: (event) =>
    submit(event, attachFile, {
      input: async (form) => {
        const file = await incomingFile(form.file('fil'))
        if (!file) throw fieldProblem('file', 'fileMissing')
        const entryId = event.params.entryId
        return { entryId, document: form.text('slag'), file }
      },
      names: { file: 'fil', 'file.name': 'fil', document: 'slag' },
      ...back(event),
      done: t.fileAdded,
    }),
  tabortHandling: (event) =>
    submit(event, detachFile, {
      input: (form) => ({
        entryId: event.params.entryId,
        fileId: form.text('handling'),
        reason: form.text('skal'),
      }),
      names: { reason: 'skal' },
      ...back(event),
      done: t.fileRemoved,
    }),
  tabort: (event) =>
    submit(event, removeEntry, {
      input: (form) => ({ ...seen(event, form), reason: form.text('skal') }),
      names: { reason: 'skal' },
      ...back(event),
      done: t.removed,
    }),
  aterstall: (event) =>
    submit(event, restoreEntry, { input: (form) => seen(event, form), ...back(event), done: t.restored }),
}
