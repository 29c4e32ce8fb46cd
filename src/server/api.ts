import { accountsApi } from '#modules/accounts/api.ts'
import { delegationsApi } from '#modules/delegations/api.ts'
import { calendarApi } from '#modules/calendar/api.ts'
import { disposalsApi } from '#modules/disposals/api.ts'
import { dutiesApi } from '#modules/duties/api.ts'
import { mailApi } from '#modules/mail/api.ts'
import { draftsApi } from '#modules/drafts/api.ts'
import { factorsApi } from '#modules/factors/api.ts'
import { findingsApi } from '#modules/findings/api.ts'
import { followUpsApi } from '#modules/followups/api.ts'
import { visitTimesApi } from '#modules/followups/api-visit-times.ts'
import { stepsApi } from '#modules/followups/api-steps.ts'
import { protocolApi } from '#modules/followups/protocol-api.ts'
import { frameworksApi } from '#modules/frameworks/api.ts'
import { handOverApi } from '#modules/handover/api.ts'
import { handinsApi } from '#modules/handins/api.ts'
import { assessmentsApi } from '#modules/assessments/api.ts'
import { organisationApi } from '#modules/organisation/api.ts'
import { agreementsApi } from '#modules/agreements/api.ts'
import { agreementsBindApi } from '#modules/agreements/api-bind.ts'
import { cataloguesApi } from '#modules/catalogues/api.ts'
import { identityApi } from '#modules/identity/api.ts'
import { importsApi } from '#modules/imports/api.ts'
import { logApi } from '#modules/log/api.ts'
import { logReviewsApi } from '#modules/logreviews/api.ts'
import { meetingsApi } from '#modules/meetings/api.ts'
import { noticesApi } from '#modules/notices/api.ts'
import { plansApi } from '#modules/plans/api.ts'
import { programmesApi } from '#modules/programmes/api.ts'
import { proposalsApi } from '#modules/proposals/api.ts'
import { laidApi } from '#modules/proposals/api-laid.ts'
import { planLiveApi } from '#modules/proposals/api-live.ts'
import { registersApi } from '#modules/registers/api.ts'
import { releasesApi } from '#modules/releases/api.ts'
import { reportsApi } from '#modules/reports/api.ts'
import { risksApi } from '#modules/risks/api.ts'
import { searchApi } from '#modules/search/api.ts'
import { successionsApi } from '#modules/successions/api.ts'
import { triggersApi } from '#modules/triggers/api.ts'
import { upkeepApi } from '#modules/upkeep/api.ts'
import { tokensApi } from '#modules/tokens/api.ts'
import { wholeExportsApi } from '#modules/wholeexports/api.ts'
import { buildApi } from '#platform/web/api-server.ts'

/** Every operation of the API, module by module. */
export const operations = [
  ...accountsApi,
  ...upkeepApi,
  ...assessmentsApi,
  ...delegationsApi,
  ...calendarApi,
  ...draftsApi,
  ...disposalsApi,
  ...dutiesApi,
  ...mailApi,
  ...factorsApi,
  ...findingsApi,
  ...followUpsApi,
  ...protocolApi,
  ...visitTimesApi,
  ...handinsApi,
  ...handOverApi,
  ...organisationApi,
  ...agreementsApi,
  ...agreementsBindApi,
  ...cataloguesApi,
  ...frameworksApi,
  ...identityApi,
  ...importsApi,
  ...logApi,
  ...logReviewsApi,
  ...meetingsApi,
  ...noticesApi,
  ...plansApi,
  ...stepsApi,
  ...programmesApi,
  ...proposalsApi,
  ...planLiveApi,
  ...laidApi,
  ...registersApi,
  ...releasesApi,
  ...reportsApi,
  ...risksApi,
  ...searchApi,
  ...successionsApi,
  ...tokensApi,
  ...triggersApi,
  ...wholeExportsApi,
]

export const api = buildApi(operations, { version: '1.0.0', released: '2026-11-22' })
