-- Every sort of record has its word on the page: what has none cannot be written.
alter table record add check (kind in ('paper', 'extract', 'document', 'documentRequest', 'submission', 'hearing',
  'hearingRecall', 'hearingSilence', 'hearingAnswer', 'assessment', 'actionPlanRequest', 'actionPlan', 'actionReport',
  'referral'));
