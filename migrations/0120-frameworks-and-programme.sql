-- A health requirement says which of the five areas of good care it serves. What is published already is left as it is.
alter table requirement add constraint health_requirement_has_area check (
  laws <> array['HSL']
  or quality_areas && array['hsl/jamlik', 'hsl/andamalsenlig', 'hsl/kunskapsbaserad', 'hsl/patientcentrerad', 'hsl/saker']
) not valid;

-- A service area keeps its id when it changes, since units refer to it; what it was before is kept beside, with its time.
alter table service_area add column revision integer not null default 1;
alter table service_area add constraint ends_after_it_begins check (valid_to is null or valid_to > valid_from);
alter table service_area add constraint in_house_says_why check (
  not in_house_only or (in_house_reason <> '' and answerable_body <> ''));

create table service_area_earlier (
  municipality_id uuid not null,
  id uuid not null,
  service_area_id uuid not null,
  name text not null,
  laws text[] not null,
  description text not null,
  in_house_only boolean not null,
  in_house_reason text not null,
  answerable_body text not null,
  valid_from date not null,
  valid_to date not null,
  closed_by uuid not null,
  closed_at timestamptz not null,
  primary key (municipality_id, id),
  unique (municipality_id, service_area_id, valid_from),
  foreign key (municipality_id, service_area_id) references service_area (municipality_id, id),
  check (valid_to > valid_from)
);
alter table service_area_earlier enable row level security;
create policy office on service_area_earlier for select
  using (municipality_id = (select scope.municipality()) and (select scope.is_office()));
create policy office_inserts on service_area_earlier for insert
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office()));
grant select, insert on service_area_earlier to uppsikt_app;

-- The council's programme for private providers: the municipality's own, adopted for a term of office.
create table provider_programme (
  municipality_id uuid not null references municipality,
  id uuid not null,
  title text not null check (length(title) between 1 and 300),
  case_number text not null check (case_number <> ''),
  adopted_on date not null,
  term_from date not null,
  term_to date not null,
  note text not null default '',
  registered_by uuid not null,
  registered_at timestamptz not null,
  primary key (municipality_id, id),
  unique (municipality_id, case_number),
  check (term_to >= term_from)
);
alter table provider_programme enable row level security;
create policy office on provider_programme for select
  using (municipality_id = (select scope.municipality()) and (select scope.is_office()));
create policy office_inserts on provider_programme for insert
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office()));
create policy member on provider_programme for select
  using (municipality_id = (select scope.municipality()) and cardinality((select scope.member_boards())::uuid[]) > 0);
grant select, insert on provider_programme to uppsikt_app;
