/**
 * A smallest set of rules that cannot all hold: leave out any one of them and there is a plan. QuickXplain (Junker 2004):
 * halves the list until what is left is needed, so that few questions are asked. `possible` tells whether the rules given
 * can all hold; the ones it is never given may be left out.
 */
export async function smallestConflict<Rule>(
  rules: readonly Rule[],
  possible: (kept: readonly Rule[]) => Promise<boolean>,
): Promise<Rule[]> {
  if (await possible(rules)) return []
  return conflictWithin(rules, possible)
}

/** The same of rules that are known not to hold together. */
export function conflictWithin<Rule>(
  rules: readonly Rule[],
  possible: (kept: readonly Rule[]) => Promise<boolean>,
): Promise<Rule[]> {
  return explain([], [], rules, possible)
}

async function explain<Rule>(
  background: readonly Rule[],
  added: readonly Rule[],
  rules: readonly Rule[],
  possible: (kept: readonly Rule[]) => Promise<boolean>,
): Promise<Rule[]> {
  if (added.length > 0 && !(await possible(background))) return []
  if (rules.length <= 1) return [...rules]
  const half = Math.ceil(rules.length / 2)
  const [first, second] = [rules.slice(0, half), rules.slice(half)]
  const late = await explain([...background, ...first], first, second, possible)
  const early = await explain([...background, ...late], late, first, possible)
  return [...early, ...late]
}
