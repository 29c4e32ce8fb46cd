import type { Actions, PageServerLoad } from './$types'
import { uuidv7 } from '#kernel/ids.ts'
import { ImportFilter, listImports, mayImport, uploads } from '#modules/imports/public.ts'
import { listBoards } from '#modules/organisation/public.ts'
import { ask, signedIn } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const parsed = ImportFilter.safeParse({ page: url.searchParams.get('sida') ?? undefined })
  const filter = parsed.success ? parsed.data : ImportFilter.parse({})
  return ask(locals, async (tx, actor) => {
    const may = mayImport(actor)
    const boards = (await listBoards(tx)).filter(({ id }) => may.boardIds.includes(id))
    return { ...(await listImports(tx, filter)), filter, boards, mayPeople: may.people, importId: uuidv7() }
  })
}

export const actions: Actions = {
  default: (event) => {
    const then = ({ id }: { id: string }) => `/importera/${id}`
    const names = { boardId: 'namnd', fileName: 'fil', bytes: 'fil' }
    return mayImport(signedIn(event.locals)).boardIds.length > 0
      ? submit(event, uploads.office, {
          input: async (form) => ({ ...(await fileFrom(form)), boardId: form.text('namnd') }),
          then,
          names,
        })
      : submit(event, uploads.people, { input: fileFrom, then, names })
  },
}

async function fileFrom(form: FormReader) {
  const file = form.file('fil')
  const bytes = new Uint8Array(file ? await file.arrayBuffer() : [])
  return { id: form.text('importId'), fileName: file?.name ?? 'fil', bytes }
}
