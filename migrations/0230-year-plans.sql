-- The year's plan (årlig plan för verksamhetsuppföljning), made by hand: its rows, its decided versions, what was changed
-- and why, what each area asks, and the hours it takes. Never the follow-up plan of one agreement, nor an action plan.

create table year_plan (
  municipality_id uuid not null references municipality,
  id uuid not null,
  board_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  from_year integer not null check (from_year between 2000 and 2200),
  to_year integer not null,
  matter_id uuid,
  basis text not null default '',
  risk_analysis text not null default '',
  focus_areas jsonb not null default '[]',   -- [{year, areas}]
  not_covered jsonb not null default '[]',   -- [{what, why}]
  state text not null default 'draft' check (state in ('draft', 'submitted', 'decided')),
  version integer not null default 1 check (version > 0),
  reason text not null default '',           -- why this version is made; empty for the first
  paper_id uuid,                             -- the paper that carries the version to its board
  meeting_id uuid,
  returned_note text not null default '',    -- what the board asked for when it sent the plan back, or put it off
  revision integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, matter_id) references matter (municipality_id, id),
  foreign key (municipality_id, paper_id) references paper (municipality_id, id),
  foreign key (municipality_id, meeting_id) references meeting (municipality_id, id),
  check (to_year between from_year and from_year + 3),
  check (version = 1 or reason <> '')
);
create index year_plan_board on year_plan (municipality_id, board_id, from_year);
create index year_plan_paper on year_plan (municipality_id, paper_id);
alter table year_plan enable row level security;
create policy office on year_plan for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update on year_plan to uppsikt_app;

-- A decided version never changes: it is inserted once and there is no right to update or delete it.
create table year_plan_version (
  municipality_id uuid not null,
  id uuid not null,
  year_plan_id uuid not null,
  board_id uuid not null,
  version integer not null check (version > 0),
  content jsonb not null,
  sha256 bytea not null,
  decided_by text not null check (decided_by in ('board', 'management')),
  decided_on date not null,
  paragraph text not null,
  delegation_point text not null default '',
  wording text not null default '',
  reason text not null default '',
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (municipality_id, id),
  unique (municipality_id, year_plan_id, version, decided_by),
  foreign key (municipality_id, year_plan_id) references year_plan (municipality_id, id),
  check (decided_by = 'board' or delegation_point <> '')
);
alter table year_plan_version enable row level security;
create policy office on year_plan_version for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on year_plan_version for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy member on year_plan_version for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[]));
grant select, insert on year_plan_version to uppsikt_app;

create table plan_item (
  municipality_id uuid not null,
  id uuid not null,
  year_plan_id uuid not null,
  board_id uuid not null,
  subject text not null check (subject in ('unit', 'area', 'theme', 'authority')),
  unit_id uuid,
  service_area_id uuid,
  name text not null check (length(name) between 1 and 200),
  other_board_id uuid,                       -- another board's unit (S1 §1.3): known by name and area only
  ground text not null default '',           -- on which ground it is in this plan
  year integer not null,
  month integer check (month between 1 and 12),
  half integer not null check (half between 1 and 2),
  kind text not null check (kind in
    ('planned', 'theme', 'targeted', 'revisit', 'eventDriven', 'actions', 'selfCheck')),
  depth text not null check (depth in ('basic', 'inDepth')),
  focus_areas text[] not null default '{}',
  methods text[] not null default '{}',
  announced boolean not null default true,
  priority text not null default 'normal' check (priority in ('high', 'normal', 'low')),
  assignment_source text not null default '',
  origin text not null check (origin in
    ('lastYear', 'theme', 'requirement', 'obligation', 'event', 'decision', 'rule')),
  origin_id uuid,
  why text not null default '',
  hours numeric not null check (hours >= 0),
  theme text not null default '',            -- the theme's name, the same from year to year (M-077)
  note text not null default '',
  done_on date,                              -- what is no follow-up of a unit is ticked off by hand
  done_note text not null default '',
  removed_at timestamptz,
  revision integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, year_plan_id) references year_plan (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit (municipality_id, id),
  foreign key (municipality_id, service_area_id) references service_area (municipality_id, id),
  foreign key (municipality_id, other_board_id) references board (municipality_id, id),
  check ((subject = 'unit') = (unit_id is not null)),
  check (kind <> 'theme' or theme <> ''),
  check (month is null or (month <= 6) = (half = 1)),
  -- The decided plan is public: a visit that is not announced is never more exact than its half-year.
  check (announced or month is null),
  check (other_board_id is null or ground <> '')
);
create index plan_item_plan on plan_item (municipality_id, year_plan_id) where removed_at is null;
create index plan_item_unit on plan_item (municipality_id, unit_id, year);
-- Two strategists on one plan cannot add one unit twice: planned once a year, else once for each ground and theme.
create unique index plan_item_planned_once on plan_item (municipality_id, year_plan_id, year, unit_id)
  where removed_at is null and unit_id is not null and kind = 'planned';
create unique index plan_item_once on plan_item (municipality_id, year_plan_id, year, kind, unit_id, theme, origin_id)
  nulls not distinct where removed_at is null and unit_id is not null and kind <> 'planned';
alter table plan_item enable row level security;
create policy office on plan_item for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update on plan_item to uppsikt_app;

create table plan_item_member (
  municipality_id uuid not null,
  plan_item_id uuid not null,
  account_id uuid not null,
  board_id uuid not null,
  role text not null check (role in ('lead', 'second', 'mas', 'mar', 'sas')),
  hours numeric check (hours >= 0),          -- null: the share of the estimate that falls on the role
  primary key (municipality_id, plan_item_id, account_id),
  foreign key (municipality_id, plan_item_id) references plan_item (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id)
);
create index plan_item_member_account on plan_item_member (municipality_id, account_id);
create unique index plan_item_one_lead on plan_item_member (municipality_id, plan_item_id) where role = 'lead';
alter table plan_item_member enable row level security;
create policy office on plan_item_member for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update, delete on plan_item_member to uppsikt_app;

-- What was moved, added, removed or changed, by whom and why (S1 §1.3). Only added to.
create table plan_change (
  municipality_id uuid not null,
  id uuid not null,
  year_plan_id uuid not null,
  board_id uuid not null,
  plan_item_id uuid not null,
  version integer not null,
  kind text not null check (kind in ('added', 'moved', 'changed', 'removed', 'restored')),
  before jsonb,
  after jsonb,
  reason text not null default '',
  event_follow_up_id uuid,                   -- the event-driven follow-up that took the time (M-078)
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, year_plan_id) references year_plan (municipality_id, id),
  foreign key (municipality_id, plan_item_id) references plan_item (municipality_id, id),
  foreign key (municipality_id, event_follow_up_id) references follow_up (municipality_id, id)
);
create index plan_change_plan on plan_change (municipality_id, year_plan_id, changed_at);
alter table plan_change enable row level security;
create policy office on plan_change for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on plan_change for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert on plan_change to uppsikt_app;

-- The team's schedule: which day an unannounced visit is to be made. Under secrecy: the team and the strategist only.
create table plan_visit_day (
  municipality_id uuid not null,
  plan_item_id uuid not null,
  board_id uuid not null,
  visit_on date not null,
  note text not null default '',
  revision integer not null default 1,
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (municipality_id, plan_item_id),
  foreign key (municipality_id, plan_item_id) references plan_item (municipality_id, id)
);
alter table plan_visit_day enable row level security;
create policy team on plan_visit_day for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and (exists (select from plan_item_member m where m.municipality_id = plan_visit_day.municipality_id
        and m.plan_item_id = plan_visit_day.plan_item_id and m.account_id = (select scope.account()))
      or exists (select from role_assignment r where r.municipality_id = plan_visit_day.municipality_id
        and r.account_id = (select scope.account()) and r.role = 'strategist' and r.board_id = plan_visit_day.board_id
        and r.valid_from <= current_date and (r.valid_to is null or r.valid_to >= current_date))))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and (exists (select from plan_item_member m where m.municipality_id = plan_visit_day.municipality_id
        and m.plan_item_id = plan_visit_day.plan_item_id and m.account_id = (select scope.account()))
      or exists (select from role_assignment r where r.municipality_id = plan_visit_day.municipality_id
        and r.account_id = (select scope.account()) and r.role = 'strategist' and r.board_id = plan_visit_day.board_id
        and r.valid_from <= current_date and (r.valid_to is null or r.valid_to >= current_date))));
grant select, insert, update, delete on plan_visit_day to uppsikt_app;

-- How the board plans: who fixes a plan and its changes, and what the authority owes itself.
create table plan_setting (
  municipality_id uuid not null,
  board_id uuid not null,
  fixed_by text not null default 'board' check (fixed_by in ('board', 'management', 'both')),
  changed_by text not null default 'board' check (changed_by in ('board', 'management', 'both')),
  delegation_point text not null default '',
  self_check_every integer not null default 2 check (self_check_every between 0 and 4),
  self_check_first integer not null default 2018,
  report_months integer not null default 1 check (report_months between 0 and 6),
  decide_by_month integer not null default 12 check (decide_by_month between 1 and 12),
  needs_risk_analysis boolean not null default true,
  revision integer not null default 1,
  primary key (municipality_id, board_id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  check (fixed_by = 'board' and changed_by = 'board' or delegation_point <> '')
);
alter table plan_setting enable row level security;
create policy office on plan_setting for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update on plan_setting to uppsikt_app;

-- What a service area asks of each year (M-062, M-063, M-071, M-072). "Every unit every year" is one way to read S1 §5.
create table area_rule (
  municipality_id uuid not null,
  board_id uuid not null,
  service_area_id uuid not null,
  coverage text not null default 'everyUnit' check (coverage in ('everyUnit', 'share', 'area', 'none')),
  share_percent integer check (share_percent between 1 and 100),
  in_depth_every integer not null default 2 check (in_depth_every between 0 and 6),
  in_depth_of text not null default 'unit' check (in_depth_of in ('unit', 'area')),
  choice_system_months integer not null default 6 check (choice_system_months between 0 and 24),
  procured_months integer not null default 2 check (procured_months between 0 and 24),
  last_year_actions boolean not null default true,
  ground text not null default '',
  revision integer not null default 1,
  primary key (municipality_id, board_id, service_area_id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, service_area_id) references service_area (municipality_id, id),
  check ((coverage = 'share') = (share_percent is not null))
);
alter table area_rule enable row level security;
create policy office on area_rule for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update on area_rule to uppsikt_app;

-- A decision that something owed is left out a year: by the board, or the management group by its delegation point.
create table plan_exception (
  municipality_id uuid not null,
  id uuid not null,
  year_plan_id uuid not null,
  board_id uuid not null,
  rule text not null check (rule in
    ('coverage', 'inDepth', 'choiceSystem', 'procured', 'actions', 'selfCheck', 'agreement')),
  source_id uuid not null,                   -- the unit, area, agreement or board it concerns
  year integer not null,
  reason text not null check (reason <> ''),
  decided_by text not null check (decided_by <> ''),
  decided_on date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, year_plan_id) references year_plan (municipality_id, id)
);
create unique index plan_exception_once on plan_exception (municipality_id, year_plan_id, rule, source_id, year)
  where withdrawn_at is null;
alter table plan_exception enable row level security;
create policy office on plan_exception for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update on plan_exception to uppsikt_app;

-- Hours of one follow-up by kind and depth, for each part of a team; of one area, or (no area) of all.
create table plan_estimate (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  service_area_id uuid,
  kind text not null check (kind in
    ('planned', 'theme', 'targeted', 'revisit', 'eventDriven', 'actions', 'selfCheck')),
  depth text not null check (depth in ('basic', 'inDepth')),
  hours jsonb not null,                      -- {"lead": 20, "second": 9, "mas": 9}
  primary key (municipality_id, id),
  unique nulls not distinct (municipality_id, board_id, service_area_id, kind, depth),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, service_area_id) references service_area (municipality_id, id)
);
alter table plan_estimate enable row level security;
create policy office on plan_estimate for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update, delete on plan_estimate to uppsikt_app;

-- Hours a person has for follow-up, month by month.
create table staff_hours (
  municipality_id uuid not null,
  board_id uuid not null,
  account_id uuid not null,
  year integer not null,
  month integer not null check (month between 1 and 12),
  hours numeric not null check (hours between 0 and 744),
  primary key (municipality_id, board_id, account_id, year, month),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id)
);
alter table staff_hours enable row level security;
create policy office on staff_hours for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update on staff_hours to uppsikt_app;

-- A follow-up says which planned follow-up it carries out; one planned follow-up is carried out once.
alter table follow_up add column plan_item_id uuid;
alter table follow_up add foreign key (municipality_id, plan_item_id) references plan_item (municipality_id, id);
create unique index follow_up_plan_item on follow_up (municipality_id, plan_item_id)
  where plan_item_id is not null and state <> 'cancelled';

-- Units of the municipality's other boards by name and area, nothing more: what one board's plan may hold by S1 §1.3.
create function units_of_other_boards() returns table (unit_id uuid, name text, service_area_id uuid, area_name text,
    board_id uuid, board_name text)
  security definer set search_path = public, pg_temp stable language sql as $$
  select u.id, s.name, a.id, a.name, b.id, b.name
  from unit u
  join board b on b.municipality_id = u.municipality_id and b.id = u.board_id
  join unit_state s on s.municipality_id = u.municipality_id and s.unit_id = u.id and s.superseded_at is null
    and s.valid_from <= current_date and (s.valid_to is null or s.valid_to > current_date)
  join service_area a on a.municipality_id = s.municipality_id and a.id = s.service_area_id
  where u.municipality_id = scope.municipality() and scope.is_office()
    and u.board_id <> all(scope.office_boards()) and s.status = 'active'
  order by b.name, a.name, s.name, u.id $$;
revoke all on function units_of_other_boards() from public;
grant execute on function units_of_other_boards() to uppsikt_app;
