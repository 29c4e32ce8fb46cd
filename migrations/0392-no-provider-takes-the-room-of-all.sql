-- additive
-- One provider must not fill the room that all of them and the municipality share. What it has there may never be more than
-- what is left free: alone it stops at half of the room, whoever has little goes on, and the office has what remains. What
-- has been disposed of takes no room.
drop index file_sizes;
create index file_sizes on file (municipality_id, provider_id) include (size) where disposal_id is null;

create or replace function scope.files_take() returns bigint security definer set search_path = public, pg_temp stable
  language sql as $$
  select coalesce((select sum(size) from file where municipality_id = scope.municipality() and disposal_id is null), 0)
    + coalesce((select sum(size) from locked_record where municipality_id = scope.municipality()), 0)
    + coalesce((select sum(octet_length(content)) from import where municipality_id = scope.municipality()), 0) $$;

create or replace function file_fits(bytes bigint) returns boolean security definer set search_path = public, pg_temp stable
  language sql as $$
  with room as (
    select file_gigabytes * 1073741824::bigint - scope.files_take() - bytes as free
      from municipality where id = scope.municipality()),
  own as (
    select coalesce(sum(size), 0) + bytes as taken from file
      where municipality_id = scope.municipality() and provider_id = any((select scope.providers())::uuid[])
        and disposal_id is null)
  select free >= case when cardinality(scope.providers()) > 0 then taken else 0 end from room, own $$;
