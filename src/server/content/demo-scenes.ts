import { layPapers } from './board-papers.ts'
import type { DemoDay } from './demo-actor.ts'
import { letTimePass } from './scene-changes.ts'
import { holdMeetings } from './scene-meetings.ts'
import { draftCatalogue } from './scene-catalogue.ts'
import { disposeOfWhatIsOld } from './scene-disposals.ts'
import { rememberDuties } from './scene-duties.ts'
import { reviewTheLog } from './scene-log-reviews.ts'
import { planTheYears } from './scene-plans.ts'
import { askForProposal, staffTheTeams } from './scene-proposals.ts'
import { countTheHours } from './scene-hours.ts'
import { weighRisks } from './scene-risks.ts'
import { askForReviews } from './scene-reviews.ts'
import { askForRecords } from './scene-releases.ts'
import { layReports } from './scene-reports.ts'
import { registerProgrammes } from './scene-programme.ts'
import { fillRegisters } from './scene-registers.ts'
import { workWithAgreements } from './scene-agreements.ts'

/** What is best made by the commands themselves, in order, once the demo's rows are there. */
export const scenes: readonly ((adminUrl: string, given: DemoDay) => Promise<void>)[] = [
  workWithAgreements,
  holdMeetings,
  layPapers,
  layReports,
  draftCatalogue,
  registerProgrammes,
  planTheYears,
  staffTheTeams,
  countTheHours,
  askForReviews,
  fillRegisters,
  weighRisks,
  askForRecords,
  disposeOfWhatIsOld,
  letTimePass,
  askForProposal,
  reviewTheLog,
  rememberDuties,
]
