-- additive
-- What a follow-up really took, by person and month, beside what it was estimated to take; and every change of an estimate
-- with its reason. Hours tell what an unannounced visit is prepared with: for the office of the board alone.

-- An entry is never changed: a later one takes its place with a reason, and both stay readable.
create table used_hours (
  municipality_id uuid not null,
  id uuid not null,
  follow_up_id uuid not null,
  board_id uuid not null,
  account_id uuid not null,            -- whose work it is
  role text not null check (role in ('lead', 'second', 'mas', 'mar', 'sas')),
  year integer not null check (year between 2000 and 2200),
  month integer not null check (month between 1 and 12),
  hours numeric not null check (hours between 0 and 744),
  note text not null default '',
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  replaced_at timestamptz,             -- null: it holds
  replaced_by uuid,
  replaced_reason text not null default '',
  primary key (municipality_id, id),
  foreign key (municipality_id, follow_up_id) references follow_up (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id),
  foreign key (municipality_id, recorded_by) references account (municipality_id, id),
  foreign key (municipality_id, replaced_by) references account (municipality_id, id),
  check ((replaced_at is null) = (replaced_by is null)),
  check ((replaced_at is null) = (replaced_reason = ''))
);
create unique index used_hours_once on used_hours (municipality_id, follow_up_id, account_id, year, month)
  where replaced_at is null;
create index used_hours_board on used_hours (municipality_id, board_id, year) where replaced_at is null;
alter table used_hours enable row level security;
create policy office on used_hours for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert on used_hours to uppsikt_app;
grant update (replaced_at, replaced_by, replaced_reason) on used_hours to uppsikt_app;

-- Who changed an estimate, from what to what and why; `follow_ups` is how many follow-ups a mean was taken of.
create table plan_estimate_change (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  service_area_id uuid,
  kind text not null,
  depth text not null check (depth in ('basic', 'inDepth')),
  before jsonb,                        -- null: the product's own beginning, or that of all areas, held
  after jsonb,
  reason text not null default '',
  follow_ups integer check (follow_ups > 0),
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, service_area_id) references service_area (municipality_id, id),
  foreign key (municipality_id, changed_by) references account (municipality_id, id)
);
create index plan_estimate_change_board on plan_estimate_change (municipality_id, board_id, changed_at);
alter table plan_estimate_change enable row level security;
create policy office on plan_estimate_change for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on plan_estimate_change for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert on plan_estimate_change to uppsikt_app;
