import { agreementDutyRules, workDutyRules } from '#modules/agreements/public.ts'
import { hearingDutyRules } from '#modules/assessments/public.ts'
import { delegationDutyRules } from '#modules/delegations/public.ts'
import type { DutyRule } from '#modules/duties/public.ts'
import { findingDutyRules } from '#modules/findings/public.ts'
import { followUpDutyRules } from '#modules/followups/public.ts'
import { meetingDutyRules } from '#modules/meetings/public.ts'
import { planDutyRules } from '#modules/plans/public.ts'
import { registerDutyRules } from '#modules/registers/public.ts'
import { releaseDutyRules } from '#modules/releases/public.ts'
import { reportDutyRules } from '#modules/reports/public.ts'
import { triggerDutyRules } from '#modules/triggers/public.ts'

/** Every rule by which something is owed, from the modules that know. */
export const dutyRules: readonly DutyRule[] = [
  ...agreementDutyRules,
  ...workDutyRules,
  ...followUpDutyRules,
  ...hearingDutyRules,
  ...findingDutyRules,
  ...meetingDutyRules,
  ...delegationDutyRules,
  ...planDutyRules,
  ...reportDutyRules,
  ...registerDutyRules,
  ...releaseDutyRules,
  ...triggerDutyRules,
]
