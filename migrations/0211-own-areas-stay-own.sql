-- An area of the municipality's own stays within its own frameworks when it is changed.
drop policy own_areas_change on quality_area;
create policy own_areas_change on quality_area for update
  using (municipality_id = (select scope.municipality()) and (select scope.is_office())
    and framework_id in (select f.id from framework f where f.key in ('kommun', 'fokus')))
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office())
    and framework_id in (select f.id from framework f where f.key in ('kommun', 'fokus')));
