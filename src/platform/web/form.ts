import { fail, redirect, type ActionFailure, type Cookies } from '@sveltejs/kit'
import { formName } from '#access/actions.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { isProblem, type Problem, type ProblemCode } from '#kernel/problem.ts'
import type { Command } from '#platform/command.ts'
import { fileTexts } from '#texts/sv/files.ts'
import { fieldText, problemText } from '#texts/sv/problems.ts'
import { signedIn, type Locals } from './ask.ts'
import { postedForm } from './body.ts'
import { setFlash } from './flash.ts'
import { isPasswordField } from './kept.ts'

/** What is used of SvelteKit's event: that of every route fits. */
export type FormEvent = { request: globalThis.Request; url: URL; cookies: Cookies; locals: Locals }

/** A posted form, read by field name. */
export type FormReader = {
  /** The trimmed text, '' when the field is missing. */
  text(name: string): string
  /** The text as it was typed, spaces and all: for passwords. */
  exact(name: string): string
  /** The text, or undefined when it is empty: for fields that may be left out. */
  optional(name: string): string | undefined
  all(name: string): string[]
  checked(name: string): boolean
  number(name: string): number | undefined
  /** What the person saw: the row, or after a conflict in which the own text was kept, the colleague's. */
  revision(): number
  file(name: string): File | undefined
  /** Every chosen file of a field that takes several. */
  files(name: string): File[]
  has(name: string): boolean
}

/** What comes back to a page whose form was not accepted: what was typed, what to mend, and (stale) what holds now. */
export type FormFailure = {
  action: string
  values: Record<string, string | string[]>
  message: string
  code: string
  errors: { path: string; text: string }[]
  current?: unknown
}

type Submission<Input, Result> = {
  input: (form: FormReader) => Input | Promise<Input>
  /** Where to go when two wrote in the same place and the colleague's text was chosen: there is nothing to save. */
  theirs?: (form: FormReader) => string
  /** Where to go when it is done (303). Without it the result is handed back to the page. */
  then?: (result: Result) => string
  /** The sentence shown on the next page. */
  done?: string | ((result: Result) => string)
  /** Field paths of the input → names of the form, where they differ. */
  names?: Record<string, string>
}

/** The page as it stood, with what its address asks for: all but the name of the action. */
export function sameAddress({ pathname, searchParams }: URL): string {
  const params = new URLSearchParams([...searchParams].filter(([name]) => !name.startsWith('/')))
  return params.size > 0 ? `${pathname}?${params.toString()}` : pathname
}

/** Runs a command from a posted form. Faults come back with what was typed; nothing is lost. */
export async function submit<Input, Result>(
  event: FormEvent,
  command: Command<Input, Result>,
  submission: Submission<Input, Result>,
): Promise<{ result: Result } | ActionFailure<FormFailure>> {
  const names = submission.names ?? {}
  const data = await postedForm(event.request).catch((cause: unknown) => tooLarge(event, cause))
  if (!(data instanceof FormData)) return data
  const form = readForm(data)
  if (submission.theirs && form.text('keep') === 'theirs') redirect(303, submission.theirs(form))
  let result: Result
  let unread = 0
  try {
    const actor = signedIn(event.locals)
    const input = await submission.input(form)
    result = await command(
      {
        db: event.locals.db,
        actor,
        now: event.locals.now,
        commandId: form.optional('commandId') ?? uuidv7(),
        statedNotPersonal: form.checked('intePersonnummer'),
        unread: () => void (unread += 1),
      },
      input,
    )
  } catch (cause) {
    return failed(event, cause, { data, names })
  }
  const done = typeof submission.done === 'function' ? submission.done(result) : submission.done
  tell(event, [done, unread > 0 && fileTexts.unread(unread)])
  if (submission.then) redirect(303, submission.then(result))
  return { result }
}

function tell({ cookies }: FormEvent, sentences: readonly (string | false | undefined)[]): void {
  const told = sentences.filter((sentence) => sentence).join(' ')
  if (told) setFlash(cookies, told)
}

/** More than the server takes: the page comes back with its form, and says so. */
function tooLarge(event: FormEvent, cause: unknown): ActionFailure<FormFailure> {
  if (!isProblem(cause) || cause.code !== 'tooLarge') throw cause
  return failed(event, cause, { data: new FormData(), names: {} })
}

type Posted = { data: FormData; names: Record<string, string> }

/**
 * These have a page of their own. Nobody knows whether what met `unavailable` was saved: its page sends the form again
 * under the id it had, while this page, made anew, would give it another, and what was saved would be saved twice.
 */
const shownAlone: ReadonlySet<ProblemCode> = new Set(['notFound', 'notAllowed', 'signedOut', 'unavailable'])

export function failed(event: FormEvent, cause: unknown, posted: Posted): ActionFailure<FormFailure> {
  if (!isProblem(cause)) throw cause
  if (shownAlone.has(cause.code)) throw cause
  return fail(cause.status, failureOf(cause, formName(event.url), posted))
}

export function failureOf(
  problem: Problem,
  action: string,
  posted: Posted = { data: new FormData(), names: {} },
): FormFailure {
  return {
    action,
    values: valuesOf(posted.data),
    message: problemText(problem.code),
    code: problem.code,
    errors: problem.fields.map((fault) => ({
      path: fieldOf(fault.path, posted.names),
      text: fieldText(fault),
    })),
    ...(problem.current === undefined ? {} : { current: problem.current }),
  }
}

/** A fault in the name of a file stands at the field that the file was chosen in. */
function fieldOf(path: string, names: Record<string, string>): string {
  const plain = path.replace(/\bfile\.name$/, 'file')
  return names[path] ?? names[plain] ?? plain
}

export function readForm(data: FormData): FormReader {
  const exact = (name: string) => {
    const value = data.get(name)
    return typeof value === 'string' ? value : ''
  }
  const text = (name: string) => exact(name).trim()
  const number = (name: string) => toNumber(text(name))
  return {
    text,
    exact,
    optional: (name) => text(name) || undefined,
    all: (name) => data.getAll(name).filter((value) => typeof value === 'string'),
    checked: (name) => data.has(name) && text(name) !== 'false',
    number,
    revision: () =>
      (text('keep') === 'mine' ? number('sedd') : undefined) ?? number('revision') ?? Number.NaN,
    file: (name) => {
      const value = data.get(name)
      return value instanceof File && value.size > 0 ? value : undefined
    },
    files: (name) => data.getAll(name).filter((value) => value instanceof File && value.size > 0) as File[], // just filtered
    has: (name) => data.has(name),
  }
}

/** "1 234,5" as a Swede writes it; NaN (which no shape accepts) for what is not a number. */
function toNumber(text: string): number | undefined {
  if (text === '') return undefined
  const plain = text
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace('\u2212', '-')
    .replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}

/** Passwords are never sent back, nor is a field that no page has and that cannot be sent at all. */
function valuesOf(data: FormData): Record<string, string | string[]> {
  const names = [...new Set(data.keys())].filter((name) => !isPasswordField(name) && name !== '__proto__')
  return Object.fromEntries(
    names.map((name) => {
      const texts = data.getAll(name).filter((value) => typeof value === 'string')
      return [name, texts.length === 1 ? (texts[0] ?? '') : texts]
    }),
  )
}
