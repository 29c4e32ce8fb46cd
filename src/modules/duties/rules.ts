import type { Role } from '#access/roles.ts'
import type { IsoDate } from '#kernel/dates.ts'

/**
 * Something owed (skyldighet): by a rule of the municipality, an agreement, a law or a decision. A rule lists what is
 * owed as things stand; the engine keeps one row for each, so that a deadline, a reminder and a proof have a history.
 */
export type Owed = {
  /** What it concerns: the id of the agreement, plan, finding, meeting … With `period` it names one thing owed. */
  readonly sourceId: string
  /** Which time of many: '2027', '2027-03', a date; empty when it is owed once. */
  readonly period: string
  readonly boardId: string
  readonly unitId: string | null
  readonly providerId: string | null
  readonly title: string
  /** The page where it is done. */
  readonly href: string
  /** Why it is owed: the paragraph, clause or decision, in words. */
  readonly ground: string
  readonly dueOn: IsoDate
  /** First day it is shown as near: reminders begin here. */
  readonly remindFrom: IsoDate
  /** A person, or else everybody with the role for the board. */
  readonly ownerId: string | null
  readonly ownerRole: Role
  /** What shows that it is done. Null: still owed. */
  readonly proof: { readonly doneOn: IsoDate; readonly href: string } | null
}
