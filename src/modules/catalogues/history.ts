import { changedFields } from './difference-rules.ts'
import type { GuideValue, Level } from './draft-rules.ts'
import type { listWordings } from './queries.ts'
import { changedWords, type ChangedWords, type Names } from './rules-words.ts'

type Wording = Awaited<ReturnType<typeof listWordings>>[number]
export type HistoryEntry = Pick<Wording, 'id' | 'number' | 'state' | 'validFrom' | 'validTo'> & {
  /** Undefined: the requirement came with this version. */
  changes: ChangedWords[] | undefined
}

/** What each version changed in a requirement, in words, the newest first. */
export function historyOf(wordings: readonly Wording[], names: Names): HistoryEntry[] {
  return wordings.map((row, at) => {
    const { id, number, state, validFrom, validTo } = row
    const after = whole(row)
    const earlier = wordings[at + 1]
    const before = earlier && whole(earlier)
    const changes = before && changedWords({ before, after, fields: changedFields(before, after) }, names)
    return { id, number, state, validFrom, validTo, changes }
  })
}

/** The two columns hold what the commands and the importer have checked. */
function whole(row: Wording) {
  return { ...row, guideValue: row.guideValue as GuideValue | null, levels: row.levels as Level[] }
}
