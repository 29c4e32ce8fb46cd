-- Two people may describe the same provider at once: the revision tells the second that there is something to compare.

alter table provider add column revision integer not null default 1;
-- A requirement is followed through the versions by its key; an agreement by its states.
create index agreement_state_agreement on agreement_state (municipality_id, agreement_id, valid_from)
  where superseded_at is null;
create index requirement_key on requirement (municipality_id, key);
