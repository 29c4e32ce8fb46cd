-- Merges, splits and replacements as acts: who recorded them and when, what went along, and what was taken back. What was
-- wrong is taken back with its reason, never removed.
alter table unit_succession
  add column recorded_at timestamptz,
  add column recorded_by uuid,
  add column withdrawn_at timestamptz,
  add column withdrawn_by uuid,
  add column withdrawn_reason text not null default '',
  add check (from_unit_id <> to_unit_id),
  add check ((withdrawn_at is null) = (withdrawn_reason = ''));
create index unit_succession_to on unit_succession (municipality_id, to_unit_id) where withdrawn_at is null;
create index unit_succession_from on unit_succession (municipality_id, from_unit_id) where withdrawn_at is null;
create unique index unit_succession_once on unit_succession (municipality_id, from_unit_id, to_unit_id)
  where withdrawn_at is null;
