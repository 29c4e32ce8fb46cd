-- Who started a follow-up that was not planned and why, and why one was cancelled or closed without a report.
alter table follow_up
  add column cause text not null default '',
  add column ended_reason text not null default '';
