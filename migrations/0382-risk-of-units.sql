-- additive
-- The risk analysis of units: what a person has judged of a factor, by which rules the factors are weighed together, and
-- every change of those rules. The value the system works out itself is never stored. For the office of the board alone:
-- who runs a unit, and the members of the board, have no policy here.

-- A judgement is never changed: a later one takes its place, or it is withdrawn with a reason. All stay readable. It
-- holds for whoever ran the unit then: a later operator never inherits it.
create table risk_judgement (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  factor text not null check (factor ~ '^[a-zA-Z]{1,40}$'),
  value integer not null check (value between 0 and 4),
  reason text not null check (reason <> ''),
  source text not null check (source <> ''),
  observed_on date not null,           -- the day of what it rests on
  judged_by uuid not null,
  judged_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawn_reason text not null default '',
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit (municipality_id, id),
  foreign key (municipality_id, provider_id) references provider (municipality_id, id),
  foreign key (municipality_id, judged_by) references account (municipality_id, id),
  foreign key (municipality_id, withdrawn_by) references account (municipality_id, id),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check ((withdrawn_at is null) = (withdrawn_reason = ''))
);
create index risk_judgement_board on risk_judgement (municipality_id, board_id) where withdrawn_at is null;
create index risk_judgement_unit on risk_judgement (municipality_id, unit_id, factor, judged_at);
alter table risk_judgement enable row level security;
create policy office on risk_judgement for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert on risk_judgement to uppsikt_app;
grant update (withdrawn_by, withdrawn_at, withdrawn_reason) on risk_judgement to uppsikt_app;

-- The rules of a board; one without a row follows the rules the product starts with.
create table risk_rule (
  municipality_id uuid not null,
  board_id uuid not null,
  weights jsonb not null,              -- { factor: 0–10 }
  limits jsonb not null,               -- { total, likelihood, consequence }: four rising limits each, in points of 100
  act_from integer not null check (act_from between 2 and 5),
  old_after_months integer not null check (old_after_months between 1 and 60),
  changed_by uuid not null,
  changed_at timestamptz not null,
  revision integer not null default 1,
  primary key (municipality_id, board_id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, changed_by) references account (municipality_id, id)
);
alter table risk_rule enable row level security;
create policy office on risk_rule for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update on risk_rule to uppsikt_app;

-- Who changed the rules, when and why, what they said before and after, and how many units changed class. Only added to.
create table risk_rule_change (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  revision integer not null,
  before jsonb not null,
  after jsonb not null,
  units_moved integer not null check (units_moved >= 0),
  reason text not null check (reason <> ''),
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (municipality_id, id),
  unique (municipality_id, board_id, revision),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, changed_by) references account (municipality_id, id)
);
alter table risk_rule_change enable row level security;
create policy office on risk_rule_change for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on risk_rule_change for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert on risk_rule_change to uppsikt_app;
