import type { PlanRow, Rhythm } from '#modules/agreements/rules-plan.ts'
import type { Depth } from '#modules/agreements/rules.ts'
import type { LadderStep } from '#modules/findings/rules.ts'
import type { Method } from '#modules/followups/rules.ts'
import type { Role } from '#access/roles.ts'
import type { FormReader } from '#platform/web/form.ts'
import { rhythmNames } from '#texts/sv/agreements-pages.ts'
import { formatDate } from '#kernel/dates.ts'

/** A plan has few rows: what more there is belongs to the plan of the year. */
const mostRows = 60

const fields = {
  what: 'vad',
  methods: 'metoder',
  rhythm: 'hurOfta',
  firstOn: 'forsta',
  ifNotMet: 'steg',
  clause: 'punkt',
} as const

/** Input paths of the rows → the names of their fields. */
export const rowNames: Record<string, string> = Object.fromEntries(
  Array.from({ length: mostRows }, (_, at) =>
    Object.entries(fields).map(([path, name]) => [`rows.${at}.${path}`, `${name}${at}`]),
  ).flat(),
)

/** The rows as they stand in the form; what is empty or ticked for removal is left out. */
export function rowsFrom(form: FormReader) {
  const rows: ReturnType<typeof rowFrom>[] = []
  for (let at = 0; at < mostRows && form.has(`vad${at}`); at += 1) {
    if (form.text(`vad${at}`) === '' && form.text(`forsta${at}`) === '') continue
    if (form.checked(`bort${at}`)) continue
    rows.push(rowFrom(form, at))
  }
  return rows
}

/** The shapes refuse any other word than theirs. */
function rowFrom(form: FormReader, at: number) {
  const depth: Depth | null = depthFrom(form.text(`djup${at}`))
  return {
    what: form.text(`vad${at}`),
    focusAreas: form.all(`fokus${at}`),
    depth,
    methods: form.all(`metoder${at}`) as Method[],
    functions: form.all(`roller${at}`) as Role[],
    rhythm: form.text(`hurOfta${at}`) as Rhythm,
    firstOn: form.text(`forsta${at}`),
    ifNotMet: form.text(`steg${at}`) as LadderStep,
    clause: form.text(`punkt${at}`),
  }
}

function depthFrom(text: string): Depth | null {
  return text === 'basic' || text === 'inDepth' ? text : null
}

/** A row in one line, for the choice between two people's texts. */
export function rowInWords(row: Pick<PlanRow, 'what' | 'rhythm' | 'firstOn' | 'clause'>): string {
  const parts = [row.what, rhythmNames[row.rhythm].toLowerCase(), formatDate(row.firstOn), row.clause]
  return parts.filter(Boolean).join(', ')
}
