import { markedWords, type Marked } from '#kernel/marked-words.ts'
import type { Section } from './rules.ts'

type Worded = { title: string; sections: readonly Section[] }
export type PaperChange = { field: string; label: string; before: string; after: string; marked: Marked }

/** What a version of a paper says that the one before did not: its title and each part, in the order of the newer. */
export function paperChanges(before: Worded, after: Worded, titleLabel: string): PaperChange[] {
  const parts = [...after.sections, ...before.sections.filter(({ key }) => !has(after, key))]
  const texts = parts.map(({ key, title }) => changeOf(key, title, [textOf(before, key), textOf(after, key)]))
  return [changeOf('title', titleLabel, [before.title, after.title]), ...texts].filter(
    (change) => change.before !== change.after,
  )
}

function changeOf(field: string, label: string, [before, after]: readonly [string, string]): PaperChange {
  return { field, label, before, after, marked: markedWords(before, after) }
}

const has = ({ sections }: Worded, key: string) => sections.some((section) => section.key === key)
const textOf = ({ sections }: Worded, key: string) =>
  sections.find((section) => section.key === key)?.text.trim() ?? ''
