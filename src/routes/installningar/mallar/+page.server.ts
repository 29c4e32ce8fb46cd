import { readFileSync } from 'node:fs'
import type { Actions, PageServerLoad } from './$types'
import { scopeOf } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { getSettings } from '#modules/accounts/public.ts'
import { incomingFile } from '#modules/files/public.ts'
import {
  changeTemplate,
  findTemplate,
  listReportDays,
  listTemplates,
  setReportDays,
  type TemplateTexts,
} from '#modules/reports/public.ts'
import { sectionRules, type PaperKind } from '#modules/reports/rules.ts'
import { documentFile } from '#platform/documents/place.ts'
import { ask } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { templateTexts as t } from '#texts/sv/templates.ts'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const versions = await listTemplates(tx)
    const newest = versions[0] && (await findTemplate(tx, versions[0].id))
    return {
      settings: await getSettings(tx),
      versions,
      template: newest && {
        number: newest.number,
        hasLogo: newest.logo !== null,
        logoAlt: newest.logoAlt,
        letterhead: newest.letterhead,
        texts: newest.texts,
        typst: newest.typst,
        wordName: newest.wordName,
      },
      ownTypst: readFileSync(documentFile('templates/paper.typ'), 'utf8'),
      boards: await listReportDays(tx, scopeOf(actor).officeBoards),
      preview: url.searchParams.has('visa'),
      commandIds: { change: uuidv7(), standard: uuidv7(), days: uuidv7() },
    }
  })

export const actions: Actions = {
  spara: (event) =>
    submit(event, changeTemplate, {
      input: async (form) => {
        const logo = await incomingFile(form.file('logotyp'))
        const word = await incomingFile(form.file('wordfil'))
        return {
          revision: form.revision(),
          note: form.text('anteckning'),
          logoAlt: form.text('alternativ'),
          removeLogo: form.checked('utan-logotyp'),
          letterhead: form.text('brevhuvud').split(/\r?\n/).filter(Boolean),
          texts: textsFrom(form),
          typst: form.text('typst'),
          removeWord: form.checked('utan-wordfil'),
          ...(logo ? { logo } : {}),
          ...(word ? { word } : {}),
        }
      },
      names: {
        note: 'anteckning',
        logo: 'logotyp',
        logoAlt: 'alternativ',
        letterhead: 'brevhuvud',
        typst: 'typst',
        word: 'wordfil',
      },
      then: () => '/installningar/mallar',
      done: (result) => t.saved(result.number),
    }),
  standard: (event) =>
    submit(event, changeTemplate, {
      input: (form) => ({
        revision: form.revision(),
        note: t.standardNote,
        removeLogo: true,
        removeWord: true,
      }),
      then: () => '/installningar/mallar',
      done: t.standardDone,
    }),
  dagar: (event) =>
    submit(event, setReportDays, {
      input: (form) => ({ boardId: form.text('namnd'), days: [form.text('hosten'), form.text('varen')] }),
      names: { 'days.0': 'hosten', 'days.1': 'varen' },
      then: () => '/installningar/mallar',
      done: t.daysSaved,
    }),
}

function textsFrom(form: FormReader): TemplateTexts {
  // The keys of the table itself.
  const kinds = Object.keys(sectionRules) as PaperKind[]
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      Object.fromEntries(
        sectionRules[kind].flatMap(({ key }) => {
          const text = form.text(`text-${kind}-${key}`)
          return text ? [[key, text]] : []
        }),
      ),
    ]),
  )
}
