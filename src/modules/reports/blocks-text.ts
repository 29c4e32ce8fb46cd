import type { Block } from '#platform/documents/document.ts'

const bullet = /^[-–•]\s+/
const numbered = /^\d{1,2}[.)]\s+/

/** What a person wrote, as blocks: an empty line parts paragraphs, lines that begin with "- " or "1. " are lists. */
export function textBlocks(text: string): Block[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .flatMap(partBlocks)
}

function partBlocks(lines: string[]): Block[] {
  const blocks: Block[] = []
  for (const { mark, group } of grouped(lines)) {
    if (mark)
      blocks.push({
        kind: 'list',
        ordered: mark === numbered,
        items: group.map((line) => line.replace(mark, '')),
      })
    else blocks.push({ kind: 'paragraph', text: group.join('\n') })
  }
  return blocks
}

function grouped(lines: readonly string[]): { mark: RegExp | undefined; group: string[] }[] {
  const groups: { mark: RegExp | undefined; group: string[] }[] = []
  for (const line of lines) {
    const mark = [bullet, numbered].find((candidate) => candidate.test(line))
    const last = groups.at(-1)
    if (last && last.mark === mark) last.group.push(line)
    else groups.push({ mark, group: [line] })
  }
  return groups
}
