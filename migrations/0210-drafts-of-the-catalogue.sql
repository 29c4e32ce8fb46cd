-- A version of the catalogue is written as a draft by many hands, decided, and published once.
alter table catalogue_version
  add column base_id uuid,                 -- the version it was copied from; what is changed is read against it
  add column created_by uuid,
  add column created_at timestamptz,
  add column decided_by text not null default '',   -- the board by the name it had
  add column decided_on date,
  add column case_number text not null default '',
  add column paragraph text not null default '',
  add column revision integer not null default 1,
  add foreign key (municipality_id, base_id) references catalogue_version (municipality_id, id);

-- One open draft of the catalogue at a time, and one of each agreement. Deferred: the removal of invented data opens all.
alter table catalogue_version add constraint one_open_draft
  exclude (municipality_id with =, (coalesce(agreement_id, municipality_id)) with =) where (state = 'draft')
  deferrable initially deferred;

alter table requirement
  add column revision integer not null default 1,
  add column changed_by uuid,
  add column changed_at timestamptz,
  add column taken_out_at timestamptz,     -- in a draft only: taken out, and possible to bring back until it is published
  add column always_asked boolean not null default false,   -- a standing theme: in every protocol whatever its depth
  add column decided_by text not null default '',            -- who adopted the requirement itself, as for competence
  add column decided_on date,
  add column decided_case_number text not null default '';

-- What is published is read by those it binds and written by nobody; a draft is the office's, of an agreement its board's.
drop policy office on catalogue_version;
create policy office on catalogue_version for select
  using (municipality_id = (select scope.municipality()) and (select scope.is_office())
    and (agreement_id is null or agreement_id in (select a.id from agreement a)));
create policy office_begins on catalogue_version for insert
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office()) and state = 'draft'
    and (agreement_id is null or agreement_id in (select a.id from agreement a)));
create policy office_writes on catalogue_version for update
  using (municipality_id = (select scope.municipality()) and (select scope.is_office()) and state = 'draft'
    and (agreement_id is null or agreement_id in (select a.id from agreement a)))
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office()));
create policy office_withdraws on catalogue_version for delete
  using (municipality_id = (select scope.municipality()) and (select scope.is_office()) and state = 'draft'
    and (agreement_id is null or agreement_id in (select a.id from agreement a)));
grant delete on catalogue_version to uppsikt_app;

drop policy office on requirement;
create policy office on requirement for select
  using (municipality_id = (select scope.municipality()) and (select scope.is_office())
    and catalogue_version_id in (select v.id from catalogue_version v));
create policy office_writes on requirement for insert
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office())
    and catalogue_version_id in (select v.id from catalogue_version v where v.state = 'draft'));
create policy office_changes on requirement for update
  using (municipality_id = (select scope.municipality()) and (select scope.is_office())
    and catalogue_version_id in (select v.id from catalogue_version v))
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office())
    and catalogue_version_id in (select v.id from catalogue_version v where v.state = 'draft'));
create policy office_withdraws on requirement for delete
  using (municipality_id = (select scope.municipality()) and (select scope.is_office())
    and catalogue_version_id in (select v.id from catalogue_version v where v.state = 'draft'));
grant delete on requirement to uppsikt_app;

-- The municipality's own areas (kommun, fokus) are data with an order and a time; the national ones are not its to change.
alter table quality_area
  add column valid_from date,
  add column valid_to date,                -- the first day after
  add column revision integer not null default 1,
  add constraint ends_after_it_begins check (valid_to is null or valid_from is null or valid_to > valid_from);
create policy own_areas_begin on quality_area for insert
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office())
    and framework_id in (select f.id from framework f where f.key in ('kommun', 'fokus')));
create policy own_areas_change on quality_area for update
  using (municipality_id = (select scope.municipality()) and (select scope.is_office())
    and framework_id in (select f.id from framework f where f.key in ('kommun', 'fokus')));
create policy own_mapping_begins on quality_area_mapping for insert
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office())
    and split_part(from_key, '/', 1) in ('kommun', 'fokus'));
create policy own_mapping_ends on quality_area_mapping for delete
  using (municipality_id = (select scope.municipality()) and (select scope.is_office())
    and split_part(from_key, '/', 1) in ('kommun', 'fokus'));
grant delete on quality_area_mapping to uppsikt_app;
