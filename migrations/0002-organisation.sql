-- Organisation over time. A unit is an identity; what it is called, who runs it and under which law are states with a
-- validity (when it was true) and a record time (when we knew). Nothing is overwritten: a correction supersedes.

create table service_area (
  municipality_id uuid not null references municipality,
  id uuid not null,
  key text not null,
  name text not null,
  laws text[] not null,
  description text not null default '',
  source text not null default '',
  in_house_only boolean not null default false,
  in_house_reason text not null default '',
  answerable_body text not null default '',
  valid_from date not null,
  valid_to date,
  primary key (municipality_id, id),
  unique (municipality_id, key, valid_from)
);
alter table service_area enable row level security;
create policy own on service_area for select using (municipality_id = (select scope.municipality()));
create policy office_inserts on service_area for insert
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office()));
create policy office_updates on service_area for update
  using (municipality_id = (select scope.municipality()) and (select scope.is_office()))
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office()));

create table unit (
  municipality_id uuid not null references municipality,
  id uuid not null,
  board_id uuid not null,
  code text not null,
  is_invented boolean not null default false,
  primary key (municipality_id, id),
  unique (municipality_id, code),
  foreign key (municipality_id, board_id) references board (municipality_id, id)
);
create index unit_board on unit (municipality_id, board_id);
alter table unit enable row level security;
create policy office on unit for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on unit for select
  using (municipality_id = (select scope.municipality()) and id = any((select scope.units())::uuid[]));
create policy member on unit for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[]));

create table unit_state (
  municipality_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  board_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  provider_id uuid not null,
  service_area_id uuid not null,
  operating_form text not null check (operating_form in
    ('inHouse', 'procured', 'choiceSystem', 'nonProfit', 'individualAgreement')),
  laws text[] not null check (laws <@ array['SoL', 'LSS', 'HSL'] and cardinality(laws) > 0),
  district text not null default '',
  address text not null default '',
  places integer check (places >= 0),
  manager text not null default '',
  status text not null check (status in ('planned', 'active', 'paused', 'ended')),
  licence text not null default '',
  change_note text not null default '',
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null,
  recorded_by uuid,
  superseded_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit (municipality_id, id),
  foreign key (municipality_id, provider_id) references provider (municipality_id, id),
  foreign key (municipality_id, service_area_id) references service_area (municipality_id, id),
  check (valid_to is null or valid_to > valid_from),
  exclude using gist (municipality_id with =, unit_id with =, daterange(valid_from, valid_to) with &&)
    where (superseded_at is null)
);
create index unit_state_unit on unit_state (municipality_id, unit_id, valid_from) where superseded_at is null;
create index unit_state_provider on unit_state (municipality_id, provider_id) where superseded_at is null;
create index unit_state_name on unit_state using gin (name gin_trgm_ops);
alter table unit_state enable row level security;
create policy office on unit_state for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on unit_state for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]));
create policy member on unit_state for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[]));

-- Merges, splits and moves: where a unit came from.
create table unit_succession (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  from_unit_id uuid not null,
  to_unit_id uuid not null,
  kind text not null check (kind in ('merge', 'split', 'replacement')),
  happened_on date not null,
  note text not null default '',
  primary key (municipality_id, id),
  foreign key (municipality_id, from_unit_id) references unit (municipality_id, id),
  foreign key (municipality_id, to_unit_id) references unit (municipality_id, id)
);
alter table unit_succession enable row level security;
create policy office on unit_succession for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
