import type { Plan, RuleGroup } from '#methods/planner/contract.ts'
import { unitIdOf } from './input-units.ts'

/** Where a rule that stands in the way can be changed. */
export type Place = 'hours' | 'rules' | 'unit' | 'owed' | 'meetings' | 'plan'
export type Way = { sentence: string; places: { place: Place; href: string }[] }
/** `depthHref`: where follow-ups in depth can be left out many at once, when their turns are part of the clash. */
export type WaysOut = { conflicts: Way[]; waivers: Way[]; depthHref: string | null }

type Given = {
  yearPlanId: string
  boardId: string
  words: Readonly<Record<string, string>>
  roleNames: Readonly<Record<string, string>>
}

/** The rules that clash, and the least that has to give way, in sentences with names, each with where it is changed. */
export function waysOut(plan: Plan, given: Given): WaysOut {
  const deep = (plan.conflicts ?? []).find(({ rules }) => rules.some(({ rule }) => rule === 'inDepth'))
  const home = `/planer/ar/${given.yearPlanId}`
  return {
    depthHref: deep ? owedHref(home, inYear({ rule: 'inDepth' }, deep.rules)) : null,
    conflicts: (plan.conflicts ?? []).map(({ rules, message }) => wayOf(message, rules, given)),
    waivers: (plan.waivers ?? []).map((waiver) => wayOf(waiver.message, [waiver], given)),
  }
}

/** The sentences of the planner name what it knows: ids. */
export function inWords(sentence: string, { words, roleNames }: Pick<Given, 'words' | 'roleNames'>): string {
  return sentence
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}(?::\d{4})?/g, (id) => words[unitIdOf(id)] ?? id)
    .replaceAll(/rollen (\w+)/g, (whole, role: string) =>
      roleNames[role] ? `rollen ${roleNames[role]}` : whole,
    )
}

function wayOf(message: string, rules: readonly RuleGroup[], given: Given): Way {
  const places = rules.flatMap((rule) => placesOf(inYear(rule, rules), given))
  const once = new Map(places.map((one) => [one.href, one]))
  return { sentence: inWords(message, given), places: [...once.values()] }
}

/** The turns of depth have no year of their own: where what they clash with has only one, it is that. */
function inYear(rule: RuleGroup, beside: readonly RuleGroup[]): RuleGroup {
  const [year, ...others] = new Set(beside.flatMap((one) => one.year ?? []))
  return year === undefined || others.length > 0 ? rule : { year, ...rule }
}

const placeOf: Readonly<Record<RuleGroup['rule'], readonly Place[]>> = {
  annual: ['rules', 'owed'],
  window: ['rules'],
  pinned: ['plan'],
  choiceSystem: ['rules', 'owed'],
  procured: ['rules', 'owed'],
  operation: ['unit'],
  inDepth: ['rules', 'owed'],
  gap: ['rules'],
  capacity: ['hours'],
  team: ['rules', 'hours'],
  boardReports: ['rules', 'meetings'],
  extra: ['rules'],
  executed: ['plan'],
}

function placesOf(rule: RuleGroup, { yearPlanId, boardId }: Given): { place: Place; href: string }[] {
  const home = `/planer/ar/${yearPlanId}`
  const hrefs: Record<Place, string | undefined> = {
    hours: `${home}/bemanning${rule.year ? `?ar=${rule.year}` : ''}`,
    rules: `/planer/regler?namnd=${boardId}`,
    owed: owedHref(home, rule),
    meetings: '/sammantraden/arshjul',
    plan: home,
    unit: rule.unitId && `/enheter/${unitIdOf(rule.unitId)}`,
  }
  const places = [...placeOf[rule.rule], ...(rule.unitId ? (['unit'] as const) : [])]
  return places.flatMap((place) => {
    const href = hrefs[place]
    return href ? [{ place, href }] : []
  })
}

const kindOf: Partial<Record<RuleGroup['rule'], string>> = {
  annual: 'coverage',
  inDepth: 'inDepth',
  choiceSystem: 'choiceSystem',
  procured: 'procured',
}

/** Everything that is owed by the rule, with the form that leaves out many at once: a start owes in depth everywhere. */
function owedHref(home: string, { rule, year, areaId }: RuleGroup): string {
  const kind = kindOf[rule]
  const asked = {
    ...(kind && { vad: kind }),
    ...(year && { ar: String(year) }),
    ...(areaId && { omrade: areaId }),
  }
  return `${home}/skyldigt/alla?${new URLSearchParams({ ...asked, lage: 'missing', undanta: 'ja' }).toString()}`
}
