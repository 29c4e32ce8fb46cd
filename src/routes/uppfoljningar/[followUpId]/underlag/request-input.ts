import type { FormReader } from '#platform/web/form.ts'
import { commonDocuments as texts, legalGrounds } from '#texts/sv/followups.ts'
import { commonDocuments, groundFor, type CommonDocument } from '#modules/followups/rules-requests.ts'

export const ownRows = 10

type Line = { title: string; why: string; legalGround: string; dueOn: string; requirementIds: string[] }
type Asked = Line & { names: Record<keyof Line, string> }
type Unit = { laws: readonly string[]; providerKind: string }

/** The ticked and the written requests in one list, and which field of the form each part came from. */
export function readRequests(form: FormReader, unit: Unit) {
  const asked = [...tickedLines(form, unit), ...ownLines(form)]
  const names: Record<string, string> = { requests: 'vanliga' }
  asked.forEach((line, at) => {
    for (const [field, name] of Object.entries(line.names)) names[`requests.${at}.${field}`] = name
  })
  return { requests: asked.map(({ names: _names, ...line }) => line), names }
}

function tickedLines(form: FormReader, unit: Unit): Asked[] {
  const ticked = form.all('vanliga')
  // Object.keys of a table whose keys are the type.
  const keys = (Object.keys(commonDocuments) as CommonDocument[]).filter((key) => ticked.includes(key))
  return keys.map((key) => ({
    ...texts[key],
    legalGround: legalGrounds[groundFor(unit, commonDocuments[key].care)],
    dueOn: form.text('vanligaDatum'),
    requirementIds: form.all('krav'),
    names: {
      title: 'vanliga',
      why: 'vanliga',
      legalGround: 'vanliga',
      dueOn: 'vanligaDatum',
      requirementIds: 'krav',
    },
  }))
}

/** A row counts as written when it has a title or a why: ground and day are filled in beforehand. */
function ownLines(form: FormReader): Asked[] {
  return Array.from({ length: ownRows }, (_, at) => at)
    .filter((at) => form.text(`titel-${at}`) !== '' || form.text(`varfor-${at}`) !== '')
    .map((at) => ({
      title: form.text(`titel-${at}`),
      why: form.text(`varfor-${at}`),
      legalGround: form.text(`grund-${at}`),
      dueOn: form.text(`datum-${at}`),
      requirementIds: form.all('krav'),
      names: {
        title: `titel-${at}`,
        why: `varfor-${at}`,
        legalGround: `grund-${at}`,
        dueOn: `datum-${at}`,
        requirementIds: 'krav',
      },
    }))
}
