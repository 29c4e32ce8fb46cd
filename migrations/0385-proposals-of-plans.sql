-- A computed proposal for a year's plan: what it was asked to go by, how far the computing has come, and its answer. It is
-- done by the background work (docs/adr/0006); nothing of the plan changes until somebody takes the proposal over.
create table plan_proposal (
  municipality_id uuid not null,
  id uuid not null,
  year_plan_id uuid not null,
  board_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  assumptions jsonb not null,
  state text not null check (state in ('queued', 'working', 'ready', 'impossible', 'failed')),
  most_seconds integer not null check (most_seconds between 1 and 3600),
  wanted_gap numeric not null check (wanted_gap between 0 and 1),
  input jsonb not null,            -- the whole question, in the format of docs: the same input gives the same plan
  input_sha256 bytea not null,
  words jsonb not null,            -- names of what the question knows by id
  notes jsonb not null,            -- what could not be asked of the computing, and what was assumed for want of figures
  draft_mark text not null,        -- the plan's rows when the question was put
  asked_by uuid not null,
  asked_at timestamptz not null,
  begun integer not null default 0, -- how many times: what breaks off again and again is given up
  began_at timestamptz,
  ended_at timestamptz,
  stop_asked_by uuid,
  stop_asked_at timestamptz,
  seconds numeric not null default 0,
  objective numeric,
  bound numeric,
  first jsonb,                     -- the first plan, there before the better one is looked for
  answer jsonb,
  broken jsonb,                    -- what the independent check says of the plan that is kept
  solver_version text not null default '',
  fault text not null default '',
  taken_by uuid,
  taken_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, year_plan_id) references year_plan (municipality_id, id),
  foreign key (municipality_id, asked_by) references account (municipality_id, id),
  foreign key (municipality_id, stop_asked_by) references account (municipality_id, id),
  foreign key (municipality_id, taken_by) references account (municipality_id, id),
  check ((ended_at is not null) = (state in ('ready', 'impossible', 'failed')))
);
create index plan_proposal_plan on plan_proposal (municipality_id, year_plan_id, asked_at);
create index plan_proposal_waiting on plan_proposal (municipality_id, asked_at) where ended_at is null;
alter table plan_proposal enable row level security;
-- It tells the month of visits that nobody announces: the strategist of the board, and the background work.
create policy strategist on plan_proposal for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and exists (select from role_assignment r where r.municipality_id = plan_proposal.municipality_id
      and r.account_id = (select scope.account()) and r.role = 'strategist' and r.board_id = plan_proposal.board_id
      and r.valid_from <= current_date and (r.valid_to is null or r.valid_to >= current_date)))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and exists (select from role_assignment r where r.municipality_id = plan_proposal.municipality_id
      and r.account_id = (select scope.account()) and r.role = 'strategist' and r.board_id = plan_proposal.board_id
      and r.valid_from <= current_date and (r.valid_to is null or r.valid_to >= current_date)));
create policy background on plan_proposal for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('system')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('system')));
grant select, insert, update on plan_proposal to uppsikt_app;
