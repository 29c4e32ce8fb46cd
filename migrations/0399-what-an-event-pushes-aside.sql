-- additive
-- An event-driven follow-up that is put into a year's plan: the hours it takes, whether they fit the reserve, what it
-- pushes aside, and who has decided that (M-078). Only added to: a decision is never written over.
create table plan_event (
  municipality_id uuid not null,
  id uuid not null,
  year_plan_id uuid not null,
  board_id uuid not null,
  version integer not null,                  -- the version of the plan whose rows it changes, or stands in
  follow_up_id uuid not null,
  plan_item_id uuid not null,
  hours jsonb not null,                      -- [{"accountId", "month": "2027-03", "hours"}]
  outcome text not null check (outcome in ('reserve', 'spare', 'displaces', 'over')),
  over_reserve numeric not null default 0 check (over_reserve >= 0),
  displaced jsonb not null default '[]',     -- rows in words, as they were decided on; never nearer than a half-year where no day is told
  reason text not null check (reason <> ''),
  decided_on date not null,
  decided_by text not null check (decided_by <> ''),
  point text not null default '',            -- of the delegation order, where the order names who decides
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (municipality_id, id),
  unique (municipality_id, year_plan_id, follow_up_id),
  foreign key (municipality_id, year_plan_id) references year_plan (municipality_id, id),
  foreign key (municipality_id, follow_up_id) references follow_up (municipality_id, id),
  foreign key (municipality_id, plan_item_id) references plan_item (municipality_id, id),
  foreign key (municipality_id, recorded_by) references account (municipality_id, id)
);
create index plan_event_plan on plan_event (municipality_id, year_plan_id, recorded_at);
alter table plan_event enable row level security;
create policy office on plan_event for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on plan_event for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert on plan_event to uppsikt_app;
