-- The course of a follow-up as the municipality describes it: which steps it shows for each kind, in which order, what
-- they are called and who does them. The states behind them are the system's own and stay the same.
create table follow_up_step (
  municipality_id uuid not null references municipality on delete cascade,
  kind text not null check (kind in ('planned', 'eventDriven', 'targeted', 'theme', 'revisit')),
  position integer not null check (position > 0),
  state text not null check (state in ('planned', 'prepared', 'underway', 'hearing', 'fixed', 'closed')),
  name text not null check (name <> ''),
  role text not null default '',
  primary key (municipality_id, kind, position),
  unique (municipality_id, kind, state) deferrable initially deferred
);
alter table follow_up_step enable row level security;
create policy office on follow_up_step for select
  using (municipality_id = (select scope.municipality()) and (select scope.is_office()));
create policy office_changes on follow_up_step for update
  using (municipality_id = (select scope.municipality()) and (select scope.is_office()))
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office()));
grant select, update on follow_up_step to uppsikt_app;

-- Every municipality begins with the same course and makes it its own.
create function begin_with_steps() returns trigger language plpgsql as $$
begin
  insert into follow_up_step (municipality_id, kind, position, state, name, role)
  select new.id, k.kind, s.position, s.state, s.name, s.role
  from unnest(array['planned', 'eventDriven', 'targeted', 'theme', 'revisit']) as k(kind)
  cross join (values
    (1, 'planned', 'Planering', 'Kvalitetsstrateg'),
    (2, 'prepared', 'Förberedelse', 'Uppföljare'),
    (3, 'underway', 'Genomförande', 'Uppföljare'),
    (4, 'hearing', 'Faktagranskning', 'Utföraren'),
    (5, 'fixed', 'Fastställd bedömning', 'Kvalitetsstrateg'),
    (6, 'closed', 'Avslutad', 'Kvalitetsstrateg')) as s(position, state, name, role);
  return null;
end $$;
revoke all on function begin_with_steps() from public;
create trigger begins_with_steps after insert on municipality for each row execute function begin_with_steps();

insert into follow_up_step (municipality_id, kind, position, state, name, role)
select m.id, k.kind, s.position, s.state, s.name, s.role
from municipality m
cross join unnest(array['planned', 'eventDriven', 'targeted', 'theme', 'revisit']) as k(kind)
cross join (values
  (1, 'planned', 'Planering', 'Kvalitetsstrateg'),
  (2, 'prepared', 'Förberedelse', 'Uppföljare'),
  (3, 'underway', 'Genomförande', 'Uppföljare'),
  (4, 'hearing', 'Faktagranskning', 'Utföraren'),
  (5, 'fixed', 'Fastställd bedömning', 'Kvalitetsstrateg'),
  (6, 'closed', 'Avslutad', 'Kvalitetsstrateg')) as s(position, state, name, role);
