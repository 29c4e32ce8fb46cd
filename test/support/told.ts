/**
 * The history of units told once more, day by day and without intervals: what a unit was each day, and after each thing
 * that was recorded a copy of it all. It shares no code with what it is compared with.
 */
export const days = Array.from({ length: 30 }, (_, at) => `2026-11-${String(at + 1).padStart(2, '0')}`)

export type Facts = { name: string; provider: string; status: 'active' | 'ended' }
type Cell = { token: number; facts: Facts }
type Line = (Cell | undefined)[]
type Link = { from: string; to: string; withdrawn: boolean }

export type Step =
  | { kind: 'change' | 'correction'; unit: number; day: number; facts: Partial<Omit<Facts, 'status'>> }
  | { kind: 'merge'; units: number[]; into: number; day: number }
  | { kind: 'split'; unit: number; made: number; goesOn: boolean; day: number }
  | { kind: 'replacement'; unit: number; provider: string; day: number }
  | { kind: 'withdraw'; link: number }

export type Told = { lines: Map<string, Line>; links: Link[] }

let tokens = 0
const fresh = (facts: Facts): Cell => ({ token: (tokens += 1), facts })

export function copyOf(told: Told): Told {
  return {
    lines: new Map([...told.lines].map(([unit, line]) => [unit, [...line]])),
    links: told.links.map((link) => ({ ...link })),
  }
}

export function begin(told: Told, unit: string, day: number, facts: Facts): void {
  const cell = fresh(facts)
  told.lines.set(
    unit,
    days.map((_, at) => (at >= day ? cell : undefined)),
  )
}

export const cellOf = (told: Told, unit: string, day: number) => told.lines.get(unit)?.[day]

/** From the day on, for as long as what held that day would have held. */
export function change(told: Told, unit: string, day: number, facts: (was: Facts) => Facts): boolean {
  const line = told.lines.get(unit)
  const was = line?.[day]
  if (!line || !was) return false
  const cell = fresh(facts(was.facts))
  for (let at = day; at < days.length && line[at]?.token === was.token; at += 1) line[at] = cell
  return true
}

/** The whole time that what held that day held, before the day too. */
export function correct(told: Told, unit: string, day: number, facts: (was: Facts) => Facts): boolean {
  const line = told.lines.get(unit)
  const was = line?.[day]
  if (!line || !was) return false
  const cell = fresh(facts(was.facts))
  for (const [at, held] of line.entries()) if (held?.token === was.token) line[at] = cell
  return true
}

/** Every later day gets the status and keeps its other facts. */
export function setStatus(told: Told, unit: string, day: number, status: Facts['status']): boolean {
  const line = told.lines.get(unit)
  if (!line?.[day]) return false
  const seen = new Map<number, Cell>()
  for (let at = day; at < days.length; at += 1) {
    const held = line[at]
    if (!held || held.facts.status === status) continue
    const cell = seen.get(held.token) ?? fresh({ ...held.facts, status })
    seen.set(held.token, cell)
    line[at] = cell
  }
  return true
}

/** Everything a unit came from, by walking the links that stand. */
export function cameFrom(told: Told, unit: string): Set<string> {
  const found = new Set<string>()
  const waiting = [unit]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const link of told.links)
      if (link.to === next && !link.withdrawn && !found.has(link.from)) {
        found.add(link.from)
        waiting.push(link.from)
      }
  return found
}
