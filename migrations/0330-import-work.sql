-- Reading a file, previewing it and bringing it in last longer than a person should wait for a page: they are asked for
-- here and done by the background work (docs/adr/0006). One row an import, the latest asked for. How far it has come is
-- told here and not at the import, whose row the work itself holds.
create table import_work (
  municipality_id uuid not null,
  import_id uuid not null,
  board_id uuid,
  step text not null check (step in ('read', 'preview', 'run')),
  revision integer not null,       -- the import's when it was asked for: what is said of another one is old
  command_id uuid not null,        -- the work's own: however often it is begun, it is done once
  asked_by uuid not null,
  asked_at timestamptz not null,
  begun integer not null default 0, -- how many times: what breaks off again and again is given up
  percent integer not null default 0 check (percent between 0 and 100),
  ended_at timestamptz,
  fault jsonb,                     -- why it was not done: a problem's code, its fields and what holds now
  primary key (municipality_id, import_id),
  foreign key (municipality_id, import_id) references import (municipality_id, id),
  foreign key (municipality_id, asked_by) references account (municipality_id, id)
);
create index import_work_waiting on import_work (municipality_id, asked_at) where ended_at is null;
alter table import_work enable row level security;
create policy office on import_work for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy admin on import_work for all
  using (municipality_id = (select scope.municipality()) and board_id is null and (select scope.has_power('admin')))
  with check (municipality_id = (select scope.municipality()) and board_id is null and (select scope.has_power('admin')));
create policy background on import_work for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('system')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('system')));
grant select, insert, update on import_work to uppsikt_app;

-- Who asked, with the roles of this moment: the work is done with that person's reach, or not at all.
create function auth.import_person(of_municipality uuid, of_command uuid, at timestamptz) returns jsonb
  security definer set search_path = public, pg_temp stable language sql as $$
  select auth.person(w.municipality_id, w.asked_by, at) || jsonb_build_object('sessionId', w.command_id)
    from import_work w where w.municipality_id = of_municipality and w.command_id = of_command and w.ended_at is null $$;
revoke execute on function auth.import_person(uuid, uuid, timestamptz) from public;
grant execute on function auth.import_person(uuid, uuid, timestamptz) to uppsikt_app;
