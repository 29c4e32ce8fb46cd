import { uuidv7 } from '#kernel/ids.ts'
import { may } from '#access/may.ts'
import { fieldProblem, isProblem, Problem } from '#kernel/problem.ts'
import type { z } from 'zod'
import { command, type Command, type Context, type Request } from '#platform/command.ts'
import { inspectWord } from '#modules/files/public.ts'
import { safeName } from '#modules/files/rules.ts'
import { readWordStyle } from '#platform/documents/document.ts'
import { cleanLogo } from '#platform/documents/logo.ts'
import { parseInput } from '#platform/parse.ts'
import { ChangeTemplate } from './contract.ts'
import { findTemplate, listTemplates, type Template } from './queries-templates.ts'
import { canBeDressed, tryTemplate } from './try-template.ts'

type Input = z.input<typeof ChangeTemplate>
type Changing = z.output<typeof ChangeTemplate>
type Result = { id: string; number: number }

/** A new version of the municipality's template. An own file for the PDF is set once on trial before it is taken. */
export const changeTemplate: Command<Input, Result> = Object.assign(change, {
  verb: 'template.change' as const,
  input: ChangeTemplate,
})

function storing(word: Word | undefined) {
  return command({
    verb: 'template.change',
    input: ChangeTemplate,
    target: () => Promise.resolve(null),
    run: (context, _, input) => insertVersion(context, input, word),
    detail: (_, result) => ({ number: result.number }),
  })
}

async function change(request: Request, raw: Input): Promise<Result> {
  const input = parseInput(ChangeTemplate, raw)
  if (input.typst !== '') await assertSettable(input.typst)
  // Refused before the file is read, for whoever may not change the template at all.
  const word =
    input.word && may(request.actor, 'template.change') ? await acceptedWord(input.word) : undefined
  return storing(word)(request, raw)
}

async function assertSettable(typst: string): Promise<void> {
  const fault = await tryTemplate({ lines: [], typst })
  if (fault)
    throw new Problem('invalidInput', { fields: [{ path: 'typst', code: 'typst' }], current: { fault } })
}

async function insertVersion(
  { db, actor, now }: Context,
  input: Changing,
  word: Word | undefined,
): Promise<Result> {
  const versions = await listTemplates(db)
  const latest = versions[0]
  if ((latest?.number ?? 0) !== input.revision)
    throw new Problem('stale', { current: { number: latest?.number } })
  const before = latest ? await findTemplate(db, latest.id) : undefined
  const id = uuidv7(now.getTime())
  const number = input.revision + 1
  await db
    .insertInto('paperTemplate')
    .values({
      municipalityId: actor.municipalityId,
      id,
      number,
      note: input.note,
      ...logoOf(input, before),
      ...(word ?? wordOf(input, before)),
      letterhead: input.letterhead,
      texts: JSON.stringify(input.texts),
      typst: input.typst,
      madeBy: actor.accountId,
      madeByName: actor.name,
      madeAt: now,
    })
    .execute()
  return { id, number }
}

type Word = Pick<Template, 'wordName' | 'wordStyles' | 'wordTheme'>

/** Without a new file the styles for Word stay as they are, or are taken away when that is asked for. */
function wordOf({ removeWord }: Changing, before: Template | undefined): Word {
  if (removeWord || !before) return { wordName: '', wordStyles: '', wordTheme: '' }
  const { wordName, wordStyles, wordTheme } = before
  return { wordName, wordStyles, wordTheme }
}

const largestWord = 5 * 1024 * 1024

async function acceptedWord(file: NonNullable<Changing['word']>): Promise<Word> {
  const bytes = Buffer.from(file.bytes)
  if (bytes.length > largestWord) throw fieldProblem('word', 'wordTooLarge')
  await inspectWord(bytes, 'word').catch((fault: unknown) => {
    throw isProblem(fault) && fault.code === 'fileTypeRefused' ? fieldProblem('word', 'wordKind') : fault
  })
  const found = await readWordStyle(bytes)
  if (!found || !(await canBeDressed(found))) throw fieldProblem('word', 'wordKind')
  return { wordName: safeName(file.name), wordStyles: found.styles, wordTheme: found.theme }
}

/** Without a new file the logo stays as it is, or is taken away when that is asked for. */
function logoOf(input: Changing, before: Template | undefined) {
  if (input.logo) return { ...acceptedLogo(input), logoAlt: input.logoAlt }
  if (input.removeLogo || !before?.logo) return { logo: null, logoType: null, logoAlt: '' }
  if (input.logoAlt === '') throw fieldProblem('logoAlt', 'required')
  return { logo: before.logo, logoType: before.logoType, logoAlt: input.logoAlt }
}

const largest = 256 * 1024

function acceptedLogo({ logo, logoAlt }: Changing): { logo: Buffer; logoType: 'svg' | 'png' } {
  if (logoAlt === '') throw fieldProblem('logoAlt', 'required')
  const bytes = logo?.bytes ?? new Uint8Array()
  if (bytes.length > largest) throw fieldProblem('logo', 'logoTooLarge')
  const type = bytes[0] === 0x89 ? 'png' : 'svg'
  if (!cleanLogo({ bytes, type, alt: logoAlt })) throw fieldProblem('logo', 'logoKind')
  return { logo: Buffer.from(bytes), logoType: type }
}
