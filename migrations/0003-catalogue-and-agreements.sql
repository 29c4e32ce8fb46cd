-- Frameworks (quality areas, focus areas), law, catalogue versions and the agreements that bind them.

create table framework (
  municipality_id uuid not null references municipality,
  id uuid not null,
  key text not null,
  name text not null,
  source_document text not null,
  source_case_number text not null default '',
  source_section text not null default '',
  primary key (municipality_id, id),
  unique (municipality_id, key)
);
alter table framework enable row level security;
create policy own on framework for select using (municipality_id = (select scope.municipality()));

create table quality_area (
  municipality_id uuid not null,
  id uuid not null,
  framework_id uuid not null,
  key text not null,           -- "sol/trygghet-och-sakerhet"
  name text not null,
  description text not null default '',
  position integer not null,
  primary key (municipality_id, id),
  unique (municipality_id, key),
  foreign key (municipality_id, framework_id) references framework (municipality_id, id)
);
alter table quality_area enable row level security;
create policy own on quality_area for select using (municipality_id = (select scope.municipality()));

create table quality_area_mapping (
  municipality_id uuid not null references municipality,
  from_key text not null,
  to_key text not null,
  primary key (municipality_id, from_key, to_key),
  foreign key (municipality_id, from_key) references quality_area (municipality_id, key),
  foreign key (municipality_id, to_key) references quality_area (municipality_id, key)
);
alter table quality_area_mapping enable row level security;
create policy own on quality_area_mapping for select using (municipality_id = (select scope.municipality()));

create table law_reference (
  municipality_id uuid not null references municipality,
  id uuid not null,
  key text not null,
  act text not null,
  short text not null,
  section text not null,
  summary text not null,
  valid_from date,
  valid_to date,
  replaces text,
  verified boolean not null,
  primary key (municipality_id, id),
  unique (municipality_id, key)
);
alter table law_reference enable row level security;
create policy own on law_reference for select using (municipality_id = (select scope.municipality()));

create table catalogue_version (
  municipality_id uuid not null references municipality,
  id uuid not null,
  name text not null,
  number integer not null,
  state text not null check (state in ('draft', 'published')),
  valid_from date not null,
  valid_to date,
  published_at timestamptz,
  decision text not null default '',
  primary key (municipality_id, id),
  unique (municipality_id, number),
  check ((state = 'published') = (published_at is not null))
);
alter table catalogue_version enable row level security;
create policy office on catalogue_version for all
  using (municipality_id = (select scope.municipality()) and (select scope.is_office()))
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office()));
create policy published on catalogue_version for select
  using (municipality_id = (select scope.municipality()) and state = 'published');

create table requirement (
  municipality_id uuid not null,
  id uuid not null,
  catalogue_version_id uuid not null,
  key text not null,           -- the same through all versions: the thread over the years
  code text not null,
  part text not null,
  position integer not null,
  title text not null,
  text text not null,
  kind text not null check (kind in ('must', 'should', 'guideValue')),
  guide_value jsonb,
  focus_area text not null,
  quality_areas text[] not null,
  perspective text not null check (perspective in ('law', 'operation', 'customer')),
  dimension text not null check (dimension in ('structure', 'process', 'outcome')),
  service_areas text[] not null,
  laws text[] not null,
  depth text not null check (depth in ('basic', 'inDepth')),
  methods text[] not null,
  evidence text not null,
  guidance text not null,
  questions text[] not null,
  levels jsonb not null,
  severity_if_not_met text not null check (severity_if_not_met in ('minor', 'serious', 'acute')),
  law_keys text[] not null,
  primary key (municipality_id, id),
  unique (municipality_id, catalogue_version_id, key),
  foreign key (municipality_id, catalogue_version_id) references catalogue_version (municipality_id, id),
  check ((kind = 'guideValue') = (guide_value is not null))
);
alter table requirement enable row level security;
create policy office on requirement for all
  using (municipality_id = (select scope.municipality()) and (select scope.is_office()))
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office()));
create policy published on requirement for select
  using (municipality_id = (select scope.municipality())
    and catalogue_version_id in (select v.id from catalogue_version v where v.state = 'published'));

-- A published version never changes: whoever tries, the database says no.
create function refuse_change_of_published() returns trigger security definer set search_path = public, pg_temp
  language plpgsql as $$
declare published boolean;
begin
  select state = 'published' into published from catalogue_version
    where municipality_id = coalesce(new.municipality_id, old.municipality_id)
      and id = coalesce(new.catalogue_version_id, old.catalogue_version_id);
  if published then raise exception 'published catalogue version' using errcode = 'UP001'; end if;
  return coalesce(new, old);
end $$;
create trigger published_never_changes before update or delete on requirement
  for each row execute function refuse_change_of_published();

create table agreement (
  municipality_id uuid not null references municipality,
  id uuid not null,
  board_id uuid not null,          -- the managing board; the owner is the municipality as a whole
  provider_id uuid not null,
  kind text not null check (kind in ('lou', 'lov', 'mandate', 'internal', 'individual', 'iop')),
  case_number text not null default '',
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, provider_id) references provider (municipality_id, id)
);
alter table agreement enable row level security;
create policy office on agreement for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on agreement for select
  using (municipality_id = (select scope.municipality()) and provider_id = any((select scope.providers())::uuid[]));

create table agreement_state (
  municipality_id uuid not null,
  id uuid not null,
  agreement_id uuid not null,
  board_id uuid not null,
  provider_id uuid not null,
  title text not null,
  status text not null check (status in ('drafted', 'adopted', 'ended')),
  catalogue_version_id uuid not null,
  decided_on date,
  extension_until date,
  extension_decision_by date,
  change_note text not null default '',
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null,
  recorded_by uuid,
  superseded_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, agreement_id) references agreement (municipality_id, id),
  foreign key (municipality_id, catalogue_version_id) references catalogue_version (municipality_id, id),
  check (valid_to is null or valid_to > valid_from),
  exclude using gist (municipality_id with =, agreement_id with =, daterange(valid_from, valid_to) with &&)
    where (superseded_at is null)
);
alter table agreement_state enable row level security;
create policy office on agreement_state for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on agreement_state for select
  using (municipality_id = (select scope.municipality()) and provider_id = any((select scope.providers())::uuid[])
    and status <> 'drafted');

create table agreement_unit (
  municipality_id uuid not null,
  agreement_id uuid not null,
  unit_id uuid not null,
  board_id uuid not null,
  provider_id uuid not null,
  valid_from date not null,
  valid_to date,
  primary key (municipality_id, agreement_id, unit_id, valid_from),
  foreign key (municipality_id, agreement_id) references agreement (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit (municipality_id, id)
);
create index agreement_unit_unit on agreement_unit (municipality_id, unit_id);
alter table agreement_unit enable row level security;
create policy office on agreement_unit for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on agreement_unit for select
  using (municipality_id = (select scope.municipality()) and provider_id = any((select scope.providers())::uuid[])
    and unit_id = any((select scope.units())::uuid[]));

-- The paragraph of the agreement that carries a requirement, where it is known.
create table agreement_clause (
  municipality_id uuid not null,
  agreement_id uuid not null,
  requirement_key text not null,
  board_id uuid not null,
  provider_id uuid not null,
  clause text not null,
  primary key (municipality_id, agreement_id, requirement_key),
  foreign key (municipality_id, agreement_id) references agreement (municipality_id, id)
);
alter table agreement_clause enable row level security;
create policy office on agreement_clause for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on agreement_clause for select
  using (municipality_id = (select scope.municipality()) and provider_id = any((select scope.providers())::uuid[]));
