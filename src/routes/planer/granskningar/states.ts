import type { StatusKind } from '#ui/shapes.ts'

export const reviewStateKinds = {
  open: 'notMet',
  planned: 'partly',
  done: 'met',
  withdrawn: 'notApplicable',
} as const satisfies Record<string, StatusKind>
