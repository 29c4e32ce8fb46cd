-- Agreements as they are worked with: what was procured and decided, the options to extend, what is excepted, the
-- follow-up plan of the single agreement, what was learnt, the order of the internal ones, and who answers for care.

alter table agreement add column mirrors_id uuid;
alter table agreement add foreign key (municipality_id, mirrors_id) references agreement (municipality_id, id);
alter table agreement add check (mirrors_id is null or kind in ('internal', 'mandate'));

alter table agreement_state
  add column procurement_form text not null default '' check (procurement_form in
    ('', 'open', 'selective', 'negotiated', 'direct', 'choiceSystem', 'partnership', 'none')),
  add column tender_document text not null default '',
  add column decided_by text not null default '',
  add column provider_contact text not null default '',
  add column managed_by text not null default '',
  add column notice_months integer check (notice_months between 0 and 120),
  -- Options to extend, in order: [{ until, decideBy, outcome: null | used | declined, decidedOn, decision }].
  -- extension_until and extension_decision_by say the first that is still open.
  add column options jsonb not null default '[]';
update agreement_state set options = jsonb_build_array(jsonb_build_object('until', extension_until,
    'decideBy', extension_decision_by, 'outcome', null, 'decidedOn', null, 'decision', ''))
  where extension_until is not null;

alter table agreement_clause
  add column excepted_from date,
  add column excepted_reason text not null default '',
  add column difference_reason text not null default '',
  add check ((excepted_from is null) = (excepted_reason = ''));

-- The follow-up plan of one agreement (uppföljningsplan), as versions. An exception is a version with a reason alone.
create table agreement_plan (
  municipality_id uuid not null,
  id uuid not null,
  agreement_id uuid not null,
  board_id uuid not null,
  version integer not null,
  state text not null check (state in ('draft', 'fixed', 'excepted')),
  occasion text not null check (occasion in ('new', 'extension', 'followUp', 'changed')),
  rows jsonb not null default '[]',
  note text not null default '',
  created_by uuid not null,
  created_at timestamptz not null,
  fixed_by uuid,
  fixed_at timestamptz,
  revision integer not null default 1,
  primary key (municipality_id, id),
  unique (municipality_id, agreement_id, version),
  foreign key (municipality_id, agreement_id) references agreement (municipality_id, id),
  check ((state = 'draft') = (fixed_at is null)),
  check (state <> 'excepted' or note <> '')
);
create unique index agreement_plan_one_draft on agreement_plan (municipality_id, agreement_id) where state = 'draft';
alter table agreement_plan enable row level security;
create policy office on agreement_plan for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update on agreement_plan to uppsikt_app;

-- What those who worked with an agreement want the next procurement to know, and the yearly reviews of its terms.
create table agreement_note (
  municipality_id uuid not null,
  id uuid not null,
  agreement_id uuid not null,
  board_id uuid not null,
  kind text not null check (kind in ('experience', 'review')),
  requirement_key text,
  text text not null check (text <> ''),
  noted_on date not null,
  written_by uuid not null,
  written_at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, agreement_id) references agreement (municipality_id, id)
);
create index agreement_note_agreement on agreement_note (municipality_id, agreement_id);
alter table agreement_note enable row level security;
create policy office on agreement_note for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on agreement_note for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert on agreement_note to uppsikt_app;

-- The internal agreements that are to be written, in order. How far each has come is read from the agreement itself.
create table agreement_work (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  service_area_id uuid not null,
  title text not null check (title <> ''),
  position integer not null,
  owner_id uuid,
  due_on date not null,
  agreement_id uuid,
  note text not null default '',
  dropped_at timestamptz,
  revision integer not null default 1,
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, service_area_id) references service_area (municipality_id, id),
  foreign key (municipality_id, agreement_id) references agreement (municipality_id, id)
);
alter table agreement_work enable row level security;
create policy office on agreement_work for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update on agreement_work to uppsikt_app;

-- Who answers for which health-care task in a unit, and from which day. What was wrong is superseded, never removed.
create table care_responsibility (
  municipality_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  board_id uuid not null,
  provider_id uuid not null,
  agreement_id uuid not null,
  task text not null check (task <> ''),
  answerable text not null check (answerable in ('municipality', 'provider', 'otherMunicipality', 'region')),
  clause text not null default '',
  valid_from date not null,
  valid_to date,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit (municipality_id, id),
  foreign key (municipality_id, agreement_id) references agreement (municipality_id, id),
  check (valid_to is null or valid_to > valid_from),
  exclude using gist (municipality_id with =, unit_id with =, lower(task) with =, daterange(valid_from, valid_to) with &&)
    where (superseded_at is null)
);
create index care_responsibility_unit on care_responsibility (municipality_id, unit_id);
alter table care_responsibility enable row level security;
create policy office on care_responsibility for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on care_responsibility for select
  using (municipality_id = (select scope.municipality()) and provider_id = any((select scope.providers())::uuid[])
    and unit_id = any((select scope.units())::uuid[]));
grant select, insert, update on care_responsibility to uppsikt_app;

-- The municipality's own rules for a kind of agreement; what has no row follows the rules the product starts with.
create table agreement_rule (
  municipality_id uuid not null references municipality,
  kind text not null check (kind in ('lou', 'lov', 'mandate', 'internal', 'individual', 'iop')),
  warn_months integer not null check (warn_months between 1 and 36),
  needs_plan boolean not null,
  -- Months before the extension decision that the follow-up is done; null: none is asked for.
  follow_up_months_before integer check (follow_up_months_before between 1 and 24),
  follow_up_months_after_start integer check (follow_up_months_after_start between 1 and 24),
  review_month integer check (review_month between 1 and 12),
  revision integer not null default 1,
  primary key (municipality_id, kind)
);
alter table agreement_rule enable row level security;
create policy office on agreement_rule for all
  using (municipality_id = (select scope.municipality()) and (select scope.is_office()))
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office()));
grant select, insert, update on agreement_rule to uppsikt_app;
