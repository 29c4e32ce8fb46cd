-- A provider that an import brought in and that was taken back never held: the administrator is not offered it.
create or replace function provider_names() returns table (id uuid, name text) security definer
  set search_path = public, pg_temp stable language sql as $$
  select p.id, p.name from provider p where p.municipality_id = scope.municipality() and scope.has_power('admin')
    and (p.valid_to is null or p.valid_to > p.valid_from)
    order by p.name collate "sv-SE-x-icu", p.id $$;
