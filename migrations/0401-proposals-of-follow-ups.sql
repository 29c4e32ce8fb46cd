-- additive
-- Proposals of follow-ups that no plan has: by a person of the office, or raised by a rule of the board. For the office of
-- the board alone: who runs a unit learns of it when the follow-up it became is announced, and never who proposed it.

create table trigger_proposal (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  title text not null check (title <> ''),
  trigger text not null check (trigger ~ '^[a-zA-Z]{1,40}$'),
  kind text not null check (kind in ('eventDriven', 'targeted', 'theme')),
  form text check (form in ('specialReview', 'spotCheck', 'visitAndInterviews')),
  depth text not null check (depth in ('basic', 'inDepth')),
  focus_areas text[] not null default '{}',
  requirement_ids uuid[] not null default '{}',
  reason text not null check (reason <> ''),
  rests_on text not null default '',
  urgency text not null check (urgency in ('now', 'soon', 'usual')),
  wanted_by date,
  initiator text not null check (initiator ~ '^[a-zA-Z]{1,40}$'),
  initiator_decision text not null default '',
  agreement_id uuid,                   -- what was departed from, with the clause in words
  clause text not null default '',
  rule text not null default '',       -- the rule that raised it; empty: a person
  rule_group text not null default '', -- what the rule counted together: a unit, or a requirement at a provider
  state text not null check (state in
    ('proposed', 'asked', 'approved', 'declined', 'merged', 'dismissed', 'withdrawn')),
  decided_by uuid,
  decided_on date,
  decided_point text not null default '',
  decision_reason text not null default '',
  raised_by uuid,
  created_at timestamptz not null,
  waits_since date not null,           -- from when somebody has to decide: anew when more was asked and answered
  revision integer not null default 1,
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, agreement_id) references agreement (municipality_id, id),
  foreign key (municipality_id, raised_by) references account (municipality_id, id),
  foreign key (municipality_id, decided_by) references account (municipality_id, id),
  check ((rule = '') = (raised_by is not null)),
  check ((state in ('proposed', 'asked')) = (decided_on is null)),
  check (decided_on is null or decision_reason <> '')
);
create index trigger_proposal_board on trigger_proposal (municipality_id, board_id, state, created_at);
create unique index trigger_proposal_rule on trigger_proposal (municipality_id, board_id, rule, rule_group)
  where rule <> '' and state in ('proposed', 'asked');
alter table trigger_proposal enable row level security;
create policy office on trigger_proposal for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

-- The units it is about, under whoever ran them then, and the follow-up that each came to.
create table trigger_unit (
  municipality_id uuid not null,
  proposal_id uuid not null,
  unit_id uuid not null,
  board_id uuid not null,
  provider_id uuid not null,
  position integer not null,
  follow_up_id uuid,
  primary key (municipality_id, proposal_id, unit_id),
  foreign key (municipality_id, proposal_id) references trigger_proposal (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit (municipality_id, id),
  foreign key (municipality_id, provider_id) references provider (municipality_id, id),
  foreign key (municipality_id, follow_up_id) references follow_up (municipality_id, id)
);
create index trigger_unit_unit on trigger_unit (municipality_id, unit_id);
create index trigger_unit_follow_up on trigger_unit (municipality_id, follow_up_id) where follow_up_id is not null;
alter table trigger_unit enable row level security;
create policy office on trigger_unit for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

-- What it rests on: each thing once, in the words it had then. Only added to.
create table trigger_fact (
  municipality_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  board_id uuid not null,
  kind text not null check (kind ~ '^[a-zA-Z]{1,40}$'),
  source_id uuid not null,
  unit_id uuid,
  title text not null,
  href text not null check (href like '/%'),
  happened_on date not null,
  primary key (municipality_id, id),
  unique (municipality_id, proposal_id, source_id),
  foreign key (municipality_id, proposal_id) references trigger_proposal (municipality_id, id)
);
alter table trigger_fact enable row level security;
create policy office on trigger_fact for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on trigger_fact for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

-- What happened to it, by whom and why. Never changed.
create table trigger_event (
  municipality_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  board_id uuid not null,
  kind text not null check (kind in
    ('proposed', 'raised', 'supplemented', 'asked', 'approved', 'declined', 'merged', 'dismissed', 'withdrawn')),
  reason text not null default '',
  by_id uuid,                          -- null: a rule of the board
  at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, proposal_id) references trigger_proposal (municipality_id, id)
);
create index trigger_event_proposal on trigger_event (municipality_id, proposal_id, at);
alter table trigger_event enable row level security;
create policy office on trigger_event for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on trigger_event for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

-- The rules of a board; one without a row follows the rules the product starts with.
create table trigger_rule (
  municipality_id uuid not null,
  board_id uuid not null,
  wait_days integer not null check (wait_days between 1 and 365),
  rules jsonb not null,                -- { rule: { isOn, count, within } }
  changed_by uuid not null,
  changed_at timestamptz not null,
  revision integer not null default 1,
  primary key (municipality_id, board_id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, changed_by) references account (municipality_id, id)
);
alter table trigger_rule enable row level security;
create policy office on trigger_rule for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

create table trigger_rule_change (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  revision integer not null,
  before jsonb not null,
  after jsonb not null,
  reason text not null check (reason <> ''),
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (municipality_id, id),
  unique (municipality_id, board_id, revision),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, changed_by) references account (municipality_id, id)
);
alter table trigger_rule_change enable row level security;
create policy office on trigger_rule_change for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on trigger_rule_change for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

-- The day on which the rules were last tried in a municipality: the background work's own.
create table trigger_run (
  municipality_id uuid primary key references municipality,
  ran_on date not null
);
alter table trigger_run enable row level security;
create policy system on trigger_run for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('system')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('system')));

grant select, insert, update on trigger_proposal, trigger_unit, trigger_rule, trigger_run to uppsikt_app;
grant select, insert on trigger_fact, trigger_event, trigger_rule_change to uppsikt_app;
