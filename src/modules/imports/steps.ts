import { may, mayAnywhere, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Command, Request } from '#platform/command.ts'
import { mapImport, mapPeople, previewImport, previewPeople, runImport, runPeople } from './commands-run.ts'
import { readImport, readPeople, uploadImport, uploadPeople } from './commands-upload.ts'
import { undoImport, undoPeople } from './undo.ts'

const office = {
  upload: thenRead(uploadImport, readImport),
  read: readImport,
  map: thenPreview(mapImport, previewImport),
  preview: previewImport,
  run: runImport,
  undo: undoImport,
}
const people = {
  upload: thenRead(uploadPeople, readPeople),
  read: readPeople,
  map: thenPreview(mapPeople, previewPeople),
  preview: previewPeople,
  run: runPeople,
  undo: undoPeople,
}

/** An import of a board goes by the office's commands; one of people alone by the administrator's. */
export function stepsFor(boardId: string | null): typeof office | typeof people {
  return boardId === null ? people : office
}

export const uploads = { office: office.upload, people: people.upload }

/** For which boards the person may bring in a file, and whether people may be among it. */
export function mayImport(actor: Actor) {
  const boards = actor.assignments.flatMap(({ boardId }) => boardId ?? [])
  return {
    boardIds: [...new Set(boards)].filter((boardId) => may(actor, 'import.run', { boardId })),
    people: mayAnywhere(actor, 'import.people'),
  }
}

type Held = { id: string; revision: number }

/** The file is safe before it is read: whoever leaves the page meanwhile finds it again. */
function thenRead<Input, Result>(
  upload: Command<Input, Held>,
  read: Command<{ importId: string }, Result>,
): Command<Input, Result> {
  return following(upload, ({ id }, request) => read(request, { importId: id }))
}

function thenPreview<Input, Result>(
  map: Command<Input, Held>,
  preview: Command<{ importId: string; revision: number }, Result>,
): Command<Input, Result> {
  return following(map, ({ id, revision }, request) => preview(request, { importId: id, revision }))
}

/** Two commands of one press: the second with an id of its own. */
function following<Input, First, Result>(
  first: Command<Input, First>,
  next: (result: First, request: Request) => Promise<Result>,
): Command<Input, Result> {
  const both = async (request: Request, input: Input) =>
    next(await first(request, input), { ...request, commandId: uuidv7() })
  return Object.assign(both, { verb: first.verb, input: first.input })
}
