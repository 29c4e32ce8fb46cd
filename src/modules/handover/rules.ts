import type { IsoDate } from '#kernel/dates.ts'

/** What can have a person's name on it; the order is that of the page. */
export const workKinds = ['followUp', 'planned', 'action', 'duty', 'agreementWork', 'register'] as const
export type WorkKind = (typeof workKinds)[number]

/** One piece of work that is still somebody's. `part`: lead, member, or the role in a planned follow-up. */
export type Work = {
  kind: WorkKind
  id: string
  boardId: string
  boardName: string
  unitId: string | null
  unitName: string
  serviceAreaId: string | null
  serviceArea: string
  title: string
  dueOn: IsoDate | null
  part: string
  href: string
}

/** Somebody who has left (a day that was) or is about to (a day within a month). */
export const noticeDays = 30

export type Counts = Record<WorkKind, number>

export function countsOf(work: readonly { readonly kind: WorkKind }[]): Counts {
  const of = (kind: WorkKind) => work.filter((one) => one.kind === kind).length
  return {
    followUp: of('followUp'),
    planned: of('planned'),
    action: of('action'),
    duty: of('duty'),
    agreementWork: of('agreementWork'),
    register: of('register'),
  }
}

/** Names a row among all kinds, in forms: `followUp:0192…`. */
export function keyOf(work: { readonly kind: WorkKind; readonly id: string }): string {
  return `${work.kind}:${work.id}`
}

/** How the work is shared out: one receiver, another for some kinds, another for some areas. The narrowest word holds. */
export type Sharing = {
  readonly everything: string
  readonly byKind: Readonly<Partial<Record<WorkKind, string>>>
  readonly byArea: Readonly<Record<string, string>>
}

export type Assigned = { readonly kind: WorkKind; readonly id: string; readonly toAccountId: string }

/** Each chosen row with its receiver; a row that nobody was named for keeps an empty one, which the command refuses. */
export function sharedOut(work: readonly Work[], sharing: Sharing): Assigned[] {
  return work.map(({ kind, id, serviceAreaId }) => ({
    kind,
    id,
    toAccountId:
      (serviceAreaId && sharing.byArea[serviceAreaId]) || sharing.byKind[kind] || sharing.everything,
  }))
}
