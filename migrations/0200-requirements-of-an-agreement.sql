-- Requirements of one agreement are a version of their own beside the catalogue: written, published and kept alike.
alter table catalogue_version add column agreement_id uuid;
alter table catalogue_version add foreign key (municipality_id, agreement_id) references agreement (municipality_id, id);
alter table catalogue_version drop constraint catalogue_version_municipality_id_number_key;
create unique index catalogue_version_number on catalogue_version (municipality_id, number) where agreement_id is null;
create unique index agreement_version_number on catalogue_version (municipality_id, agreement_id, number)
  where agreement_id is not null;

-- Who may read them: the office, and the provider of that agreement.
drop policy published on catalogue_version;
create policy published on catalogue_version for select
  using (municipality_id = (select scope.municipality()) and state = 'published'
    and (agreement_id is null or agreement_id in
      (select a.id from agreement a where a.provider_id = any((select scope.providers())::uuid[]))));
