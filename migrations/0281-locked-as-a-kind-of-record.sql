-- A record under lock is told as one to everybody who reads its matter.
alter table record drop constraint record_kind_check;
alter table record add constraint record_kind_check check (kind in ('paper', 'extract', 'document', 'documentRequest',
  'submission', 'hearing', 'hearingRecall', 'hearingSilence', 'hearingAnswer', 'assessment', 'actionPlanRequest',
  'actionPlan', 'actionReport', 'referral', 'officialNote', 'delegation', 'dispatch', 'release', 'locked'));
