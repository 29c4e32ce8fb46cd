import { may, mayAnywhere, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Command, Request } from '#platform/command.ts'
import { mapImport, mapPeople } from './commands-run.ts'
import { uploadImport, uploadPeople } from './commands-upload.ts'
import { AskImport } from './contract.ts'
import type { ImportStep } from './rules.ts'
import { undoImport, undoPeople } from './undo.ts'
import { askImport, askPeople } from './work-ask.ts'
import { waitAWhile, type Patience, type Stepped } from './work-wait.ts'

/** Reading, preview and run are asked for, by the office and by the administrator. */
function askedFor(who: Patience) {
  const steps = (ask: typeof askImport) => ({
    read: asked(ask, 'read', who),
    preview: asked(ask, 'preview', who),
    run: asked(ask, 'run', who),
  })
  return { office: steps(askImport), people: steps(askPeople) }
}

const onPages = askedFor('page')
export const byPrograms = askedFor('program')

const office = { ...pressesOf(uploadImport, mapImport, onPages.office), undo: undoImport }
const people = { ...pressesOf(uploadPeople, mapPeople, onPages.people), undo: undoPeople }

/** On a page, a file is read when it is uploaded and previewed when its columns are chosen. */
function pressesOf<Upload, Map>(
  upload: Command<Upload, { id: string }>,
  map: Command<Map, Held>,
  steps: typeof onPages.office,
) {
  const { read, preview } = steps
  return {
    ...steps,
    // The file is safe before it is read: whoever leaves the page meanwhile finds it again.
    upload: following(upload, ({ id }, request) => read(request, { importId: id })),
    map: following(map, ({ id, revision }, request) => preview(request, { importId: id, revision })),
  }
}

/** A step that is asked for, and waited for a moment. */
function asked(ask: typeof askImport, step: ImportStep, who: Patience): Command<Chosen, Stepped> {
  const both = async (request: Request, { importId, revision }: Chosen) => {
    await ask(request, { importId, revision, step })
    return waitAWhile(request, importId, who)
  }
  return Object.assign(both, { verb: ask.verb, input: AskImport.omit({ step: true }) })
}

type Chosen = { importId: string; revision?: number | undefined }
type Held = { id: string; revision: number }

/** An import of a board goes by the office's commands; one of people alone by the administrator's. */
export function stepsFor(boardId: string | null) {
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

/** Two commands of one press: the second with an id of its own. */
function following<Input, First, Result>(
  first: Command<Input, First>,
  next: (result: First, request: Request) => Promise<Result>,
): Command<Input, Result> {
  const both = async (request: Request, input: Input) =>
    next(await first(request, input), { ...request, commandId: uuidv7() })
  return Object.assign(both, { verb: first.verb, input: first.input })
}
