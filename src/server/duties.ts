import type { DutyRule } from '#modules/duties/public.ts'

/** Every rule by which something is owed, from the modules that know. */
export const dutyRules: readonly DutyRule[] = []
