-- additive
-- Somebody is away some months: how much, and the hours as they were before and became. Why is not asked: it is the
-- person's own. Taken back, the hours are put back where nobody has changed them since.
create table staff_absence (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  account_id uuid not null,
  from_month date not null check (extract(day from from_month) = 1),
  to_month date not null check (extract(day from to_month) = 1),
  share integer not null check (share between 1 and 100),  -- percent away
  hours jsonb not null,                      -- [{"year", "month", "before", "after"}]
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id),
  foreign key (municipality_id, recorded_by) references account (municipality_id, id),
  foreign key (municipality_id, withdrawn_by) references account (municipality_id, id),
  check (to_month >= from_month),
  check ((withdrawn_by is null) = (withdrawn_at is null))
);
create index staff_absence_board on staff_absence (municipality_id, board_id, recorded_at);
alter table staff_absence enable row level security;
create policy strategist on staff_absence for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and exists (select from role_assignment r where r.municipality_id = staff_absence.municipality_id
      and r.account_id = (select scope.account()) and r.role = 'strategist' and r.board_id = staff_absence.board_id
      and r.valid_from <= (now() at time zone 'Europe/Stockholm')::date
      and (r.valid_to is null or r.valid_to >= (now() at time zone 'Europe/Stockholm')::date)))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and exists (select from role_assignment r where r.municipality_id = staff_absence.municipality_id
      and r.account_id = (select scope.account()) and r.role = 'strategist' and r.board_id = staff_absence.board_id
      and r.valid_from <= (now() at time zone 'Europe/Stockholm')::date
      and (r.valid_to is null or r.valid_to >= (now() at time zone 'Europe/Stockholm')::date)));
grant select, insert, update on staff_absence to uppsikt_app;
-- How many weeks before its month a follow-up of the decided plan is to be prepared.
alter table plan_setting add column prepare_weeks integer not null default 4 check (prepare_weeks between 0 and 26);
