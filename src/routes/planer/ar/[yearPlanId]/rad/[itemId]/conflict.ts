import { typed, ticked } from '#ui/faults.ts'
import { formatNumber } from '#kernel/swedish.ts'
import type { PlanItem } from '#modules/plans/public.ts'
import { common } from '#texts/sv/common.ts'
import { methods } from '#texts/sv/followups.ts'
import { itemTexts as t } from '#texts/sv/plans-items.ts'
import { planPageTexts } from '#texts/sv/plans-pages.ts'
import { itemDepthNames, itemKindNames, originNames, priorityNames, whenText } from '#texts/sv/plans.ts'

type Known = {
  people: readonly { id: string; name: string }[]
  focusAreas: readonly { key: string; name: string }[]
}

/** Every field two strategists can change in a row, as words; only those that differ are shown beside each other. */
export function conflictOf(form: unknown, item: PlanItem, known: Known): { mine: string; theirs: string } {
  const mine = mineOf(form, known)
  const rows = theirsOf(item, known).filter(([label, value]) => (mine.get(label) ?? '') !== value)
  const text = (pick: (label: string, value: string) => string) =>
    rows.map(([label, value]) => `${label}: ${pick(label, value) || '–'}`).join('\n') || t.conflictSame
  return { mine: text((label) => mine.get(label) ?? ''), theirs: text((_, value) => value) }
}

function theirsOf(item: PlanItem, known: Known): [string, string][] {
  const names = (role: 'lead' | 'others') =>
    item.team.filter((one) => (one.role === 'lead') === (role === 'lead')).map((one) => one.name)
  return [
    [t.kind, itemKindNames[item.kind]],
    [t.depth, itemDepthNames[item.depth]],
    [planPageTexts.when, `${whenText(item)} ${item.year}`],
    [t.priority, priorityNames[item.priority]],
    [t.announced, item.announced ? common.yes : common.no],
    [t.theme, item.theme],
    [t.lead, names('lead').join(', ')],
    [t.members, sorted(names('others'))],
    [t.hours, formatNumber(item.hours)],
    [t.focus, sorted(item.focusAreas.map((key) => focusName(known, key)))],
    [t.methods, sorted(item.methods.map(methodName))],
    [t.origin, originNames[item.origin]],
    [t.assignment, item.assignmentSource],
    [t.why, item.why],
    [t.note, item.note],
  ]
}

function mineOf(form: unknown, known: Known): Map<string, string> {
  const word = (name: string) => typed(form, name)
  const of = (names: Readonly<Record<string, string>>, name: string) => names[word(name)] ?? ''
  const person = (id: string) => known.people.find((one) => one.id === id)?.name ?? ''
  const announced = word('anmalt') !== ''
  const month = announced && word('manad') !== '' ? Number(word('manad')) : null
  const half = month === null ? (word('halvar') === '2' ? 2 : 1) : month <= 6 ? 1 : 2
  return new Map([
    [t.kind, of(itemKindNames, 'typ')],
    [t.depth, of(itemDepthNames, 'djup')],
    [planPageTexts.when, `${whenText({ month, half })} ${word('ar')}`],
    [t.priority, of(priorityNames, 'prio')],
    [t.announced, announced ? common.yes : common.no],
    [t.theme, word('tema')],
    [t.lead, person(word('ansvarig'))],
    [t.members, sorted(ticked(form, 'team').map((value) => person(value.split(':')[0] ?? '')))],
    [t.hours, word('timmar')],
    [t.focus, sorted(ticked(form, 'fokus').map((key) => focusName(known, key)))],
    [t.methods, sorted(ticked(form, 'metod').map(methodName))],
    [t.origin, of(originNames, 'ursprung')],
    [t.assignment, word('uppdrag')],
    [t.why, word('varfor')],
    [t.note, word('anteckning')],
  ])
}

const methodNames: Readonly<Record<string, string>> = methods
const methodName = (key: string) => methodNames[key] ?? key
const focusName = ({ focusAreas }: Known, key: string) =>
  focusAreas.find((area) => area.key === key)?.name ?? key
const sorted = (names: readonly string[]) =>
  names
    .filter(Boolean)
    .toSorted((one, other) => one.localeCompare(other, 'sv'))
    .join(', ')
