/**
 * Who may open a page at all, by route. The hook asks before anything is loaded; a route that is not listed answers
 * 404 and fails the test. What a person sees on the page is decided again by the queries' scope.
 */
import { boardRoles, officeRoles, operatorRoles, roles, type Role } from './roles.ts'

export type PagePolicy = 'open' | readonly Role[]

const everyone = roles
const office = officeRoles
const operators = operatorRoles
const board = boardRoles

export const pages: Record<string, PagePolicy> = {
  '/': everyone,
  '/logga-in': 'open',
  '/logga-ut': 'open',
  '/lank/[token]': 'open',
  '/tema': 'open',
  '/tema.css': 'open',
  '/healthz': 'open',
  '/readyz': 'open',
  '/om': 'open',
  '/tillganglighet': 'open',
  '/komponenter': 'open',
  '/api/v1/[...path]': 'open', // every operation has its own verb or policy; see modules/*/api.ts
  '/konto': everyone,
  '/besked': everyone,
  '/sok': [...office, ...operators, ...board],
  '/filer/[fileId]': [...office, ...operators],
  // the office
  '/enheter': [...office, ...operators],
  '/enheter/export': [...office, ...operators],
  '/enheter/[unitId]': [...office, ...operators],
  '/enheter/[unitId]/krav': [...office, ...operators],
  '/enheter/[unitId]/historik': office,
  '/enheter/[unitId]/andra': ['strategist', 'contractManager'],
  '/utforare': office,
  '/utforare/export': office,
  '/utforare/[providerId]': office,
  '/avtal': [...office, ...operators],
  '/avtal/export': office,
  '/avtal/[agreementId]': [...office, ...operators],
  '/kravkatalog': [...office, ...operators],
  '/kravkatalog/export': [...office, ...operators],
  '/kravkatalog/[requirementId]': [...office, ...operators],
  '/ramverk': office,
  '/ramverk/[areaId]': office,
  '/enheter/jamfor': office,
  '/uppfoljningar': office,
  '/uppfoljningar/sammanstallning': office,
  '/uppfoljningar/sammanstallning/export': office,
  '/uppfoljningar/export': office,
  '/uppfoljningar/ny': ['strategist', 'reviewer'],
  '/uppfoljningar/[followUpId]': office,
  '/uppfoljningar/[followUpId]/team': office,
  '/uppfoljningar/[followUpId]/underlag': office,
  '/uppfoljningar/[followUpId]/besok': office,
  '/uppfoljningar/[followUpId]/protokoll': office,
  '/uppfoljningar/[followUpId]/protokoll/export': office,
  '/uppfoljningar/[followUpId]/protokoll/lage': office,
  '/uppfoljningar/[followUpId]/protokoll/[rowId]': office,
  '/uppfoljningar/[followUpId]/kontroll': office,
  '/uppfoljningar/[followUpId]/faktagranskning': office,
  '/uppfoljningar/[followUpId]/bedomning': office,
  '/uppfoljningar/[followUpId]/brister': office,
  '/uppfoljningar/[followUpId]/rapport': office,
  '/uppfoljningar/[followUpId]/historik': office,
  '/brister': office,
  '/brister/export': office,
  '/brister/[findingId]': [...office, ...operators],
  '/atgarder': [...office, ...operators],
  '/atgarder/export': [...office, ...operators],
  '/atgarder/[actionId]': [...office, ...operators],
  '/arenden': office,
  '/arenden/export': office,
  '/arenden/[matterId]': office,
  '/sammantraden': [...office, ...board],
  '/sammantraden/[meetingId]': [...office, ...board],
  '/sammantraden/[meetingId]/[itemId]': [...office, ...board],
  '/rapporter/[paperId]': [...office, ...operators, ...board],
  '/rapporter/[paperId]/fil/[form]': [...office, ...operators, ...board],
  '/planer': [...office, ...board],
  '/planer/[planId]': [...office, ...board],
  // the operator
  '/lamna-in': operators,
  '/lamna-in/[requestId]': operators,
  '/utkast/[hearingId]': operators,
  '/resultat': operators,
  '/resultat/[assessmentId]': [...office, ...operators],
  '/handlingsplaner/[planId]': [...office, ...operators],
  // the system
  '/konton': ['admin'],
  '/konton/ny': ['admin'],
  '/konton/[accountId]': ['admin'],
  '/installningar': ['admin'],
  '/logg': ['auditor'],
  '/logg/export': ['auditor'],
}
