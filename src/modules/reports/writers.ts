import type { Actor } from '#access/may.ts'
import { Problem } from '#kernel/problem.ts'
import { periodOf, type PeriodSelection } from './period-rules.ts'
import { reportTypeKeys, typeRule, type ReportType, type TypeRule } from './period-type-rules.ts'
import type { PaperKind } from './rules.ts'

const writers = ['strategist', 'reviewer'] as const

type Written = { kind: PaperKind; boardId: string; period: string; source: unknown }

/** What kind of report a paper is; undefined for papers that are not of a period. */
export function ruleOf({ kind, period, source }: Omit<Written, 'boardId'>): TypeRule | undefined {
  const found = kind === 'periodReport' ? periodOf(period) : undefined
  // Written by this module's own commands in this shape; the column is jsonb.
  return found && typeRule(source as PeriodSelection, found.kind)
}

/** An expert who owns one kind of report writes that one; everything else is for those who plan the work. */
export function mayWrite(actor: Actor, paper: Written): boolean {
  return holds(actor, paper.boardId, [...writers, ...(ruleOf(paper)?.owners ?? [])])
}

/** The kinds of reports of a period that the actor may begin on some board: what the page offers. */
export function typesFor(actor: Actor): ReportType[] {
  return reportTypeKeys.filter((report) => {
    const wanted: readonly string[] = [...writers, ...typeRule({ report }, 'year').owners]
    return actor.assignments.some((held) => wanted.includes(held.role))
  })
}

/** Fixing is for the owner alone. */
export function mayFix(actor: Actor, paper: Written): boolean {
  return holds(actor, paper.boardId, ruleOf(paper)?.owners ?? writers)
}

export function assertWriter(actor: Actor, boardId: string, rule: TypeRule | undefined): void {
  if (!holds(actor, boardId, [...writers, ...(rule?.owners ?? [])])) throw refused()
}

/** At the notice of meeting the secretary freezes for the author, but never a report that somebody else answers for. */
export function assertOwner(actor: Actor, paper: Written, isNotice: boolean): void {
  const isCommon = !ruleOf(paper)?.owners.includes('mas')
  if (!(isNotice && isCommon) && !mayFix(actor, paper)) throw refused()
}

const refused = () => new Problem('notAllowed', { detail: 'not the owner of this kind of report' })

function holds(actor: Actor, boardId: string, wanted: readonly string[]): boolean {
  return actor.assignments.some((held) => held.boardId === boardId && wanted.includes(held.role))
}
