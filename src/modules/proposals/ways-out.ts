import type { Plan, RuleGroup } from '#methods/planner/contract.ts'
import { unitIdOf } from './input-units.ts'

/** Where a rule that stands in the way can be changed. */
export type Place = 'hours' | 'rules' | 'unit' | 'owed' | 'meetings' | 'plan'
export type Way = { sentence: string; places: { place: Place; href: string }[] }

type Given = {
  yearPlanId: string
  boardId: string
  words: Readonly<Record<string, string>>
  roleNames: Readonly<Record<string, string>>
}

/** The rules that clash, and the least that has to give way, in sentences with names, each with where it is changed. */
export function waysOut(plan: Plan, given: Given): { conflicts: Way[]; waivers: Way[] } {
  return {
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
  const places = rules.flatMap((rule) => placesOf(rule, given))
  const once = new Map(places.map((one) => [one.href, one]))
  return { sentence: inWords(message, given), places: [...once.values()] }
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
    owed: `${home}/skyldigt#undantag`,
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
