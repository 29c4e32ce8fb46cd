-- What of earlier years' results a planned follow-up is to check (M-066, M-138): the findings that remain of its unit, each
-- with its actions. Written by itself when the row is made and once more when its follow-up is prepared; never taken away.
create table plan_item_source (
  municipality_id uuid not null,
  plan_item_id uuid not null,
  finding_id uuid not null,
  board_id uuid not null,
  primary key (municipality_id, plan_item_id, finding_id),
  foreign key (municipality_id, plan_item_id) references plan_item (municipality_id, id),
  foreign key (municipality_id, finding_id) references finding (municipality_id, id)
);
create index plan_item_source_finding on plan_item_source (municipality_id, finding_id);
alter table plan_item_source enable row level security;
create policy office on plan_item_source for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on plan_item_source for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert on plan_item_source to uppsikt_app;

-- Until the minutes are adjusted an outcome can be mended. What was written as decided by it then never held: it stays
-- readable with what happened, and the version is decided anew by the mended outcome.
alter table year_plan_version add column withdrawn_at timestamptz;
alter table year_plan_version add column withdrawn_note text not null default '';
alter table year_plan_version drop constraint year_plan_version_municipality_id_year_plan_id_version_deci_key;
create unique index year_plan_version_once on year_plan_version (municipality_id, year_plan_id, version, decided_by)
  where withdrawn_at is null;
create policy office_withdraws on year_plan_version for update
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant update (withdrawn_at, withdrawn_note) on year_plan_version to uppsikt_app;
