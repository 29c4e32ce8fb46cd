-- additive
-- How much the files of a municipality may take together. What they take is counted where the walls hide it: an operator
-- is told whether one more file fits and nothing else; the administrator how much there is.
alter table municipality add column file_gigabytes integer not null default 50 check (file_gigabytes between 1 and 100000);
create index file_sizes on file (municipality_id) include (size);

create function scope.files_take() returns bigint security definer set search_path = public, pg_temp stable
  language sql as $$
  select coalesce((select sum(size) from file where municipality_id = scope.municipality()), 0)
    + coalesce((select sum(size) from locked_record where municipality_id = scope.municipality()), 0)
    + coalesce((select sum(octet_length(content)) from import where municipality_id = scope.municipality()), 0) $$;
revoke execute on function scope.files_take() from public;

create function file_fits(bytes bigint) returns boolean security definer set search_path = public, pg_temp stable
  language sql as $$
  select scope.files_take() + bytes <= file_gigabytes * 1073741824::bigint
    from municipality where id = scope.municipality() $$;
revoke execute on function file_fits(bigint) from public;
grant execute on function file_fits(bigint) to uppsikt_app;

create function files_take() returns bigint security definer set search_path = public, pg_temp stable language sql as $$
  select case when scope.has_power('admin') then scope.files_take() end $$;
revoke execute on function files_take() from public;
grant execute on function files_take() to uppsikt_app;
