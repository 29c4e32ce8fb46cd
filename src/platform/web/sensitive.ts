/**
 * What is written into the chain when it is read: what leaves the system as a file, what is about one unit, one provider
 * or one case, about people, and the log itself. Lists and everything else are a person's daily work; a change is written
 * by its command. The log review looks for odd hours and for much in a short time among these.
 */
export const sensitivePages: Readonly<Record<string, string>> = {
  '/filer/[fileId]': 'file.read',
  '/rapporter/[paperId]/fil/[form]': 'paper.fetch',
  '/utlamnanden/[releaseId]/fil': 'release.fetch',
  '/utlamnanden/[releaseId]/handling/[recordId]': 'release.readRecord',
  '/utlamnanden/[releaseId]/handling/[recordId]/fil': 'release.readRecord',
  '/last-handling/[lockedId]': 'lockedRecord.open',
  '/last-handling/[lockedId]/fil': 'lockedRecord.fetch',
  '/enheter/[unitId]': 'unit.open',
  '/utforare/[providerId]': 'provider.open',
  '/uppfoljningar/[followUpId]': 'followUp.open',
  '/uppfoljningar/[followUpId]/protokoll': 'protocol.open',
  '/brister/[findingId]': 'finding.open',
  '/register/[kind]/[entryId]': 'register.open',
  '/riskanalys/[unitId]': 'risk.open',
  '/uppfoljningar/forslag/[triggerId]': 'trigger.open',
  '/uppfoljningar/forslag/signaler/[signalId]': 'signal.open',
  '/konton/[accountId]': 'account.read',
  '/logg': 'audit.open',
  '/logg/kontroll/[reviewId]': 'logReview.open',
}

/** The same through the API, where no page is opened. */
export const sensitiveOperations: Readonly<Record<string, string>> = {
  '/papers/{paperId}': 'paper.fetch',
  '/releases/{releaseId}': 'release.fetch',
  '/units/{unitId}': 'unit.open',
  '/providers/{providerId}': 'provider.open',
  '/follow-ups/{followUpId}': 'followUp.open',
  '/follow-ups/{followUpId}/protocol': 'protocol.open',
  '/findings/{findingId}': 'finding.open',
  '/register-entries/{entryId}': 'register.open',
  '/unit-risks/{unitId}': 'risk.open',
  '/follow-up-proposals/{triggerId}': 'trigger.open',
  '/signals/{signalId}': 'signal.open',
  '/accounts/{accountId}/factors': 'account.read',
  '/accounts/{accountId}/tokens': 'account.read',
  '/log-rows': 'audit.open',
  '/log-reviews/{reviewId}': 'logReview.open',
}
