-- A calendar is told that a visit has moved by a number that only rises.
alter table visit add column revision integer not null default 1;
create function count_visit_revision() returns trigger set search_path = public, pg_temp language plpgsql as $$
begin
  new.revision := old.revision + 1;
  return new;
end $$;
create trigger counts before update on visit for each row execute function count_visit_revision();
revoke execute on function count_visit_revision() from public;
