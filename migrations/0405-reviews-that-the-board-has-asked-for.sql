-- additive
-- A special review (särskild granskning): what a board has asked its office to look into, by which decision and by when.
-- It is owed by the year's plan until a row carries it out. And what a plan leaves out, as it was handed over.
create table special_review (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  what text not null default '',             -- what the board wants to know
  case_number text not null check (case_number <> ''),
  decided_on date not null,
  paragraph text not null check (paragraph <> ''),
  agenda_item_id uuid,                       -- where the board's decision was taken in here
  due_on date not null,
  unit_id uuid,                              -- what it concerns: a unit, an area, or the board's operations as such
  service_area_id uuid,
  depth text not null check (depth in ('basic', 'inDepth')),
  withdrawn_at timestamptz,
  withdrawn_reason text not null default '',
  revision integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, agenda_item_id) references agenda_item (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit (municipality_id, id),
  foreign key (municipality_id, service_area_id) references service_area (municipality_id, id),
  foreign key (municipality_id, created_by) references account (municipality_id, id),
  check (unit_id is null or service_area_id is null),
  check (due_on >= decided_on),
  check ((withdrawn_at is null) = (withdrawn_reason = ''))
);
create index special_review_board on special_review (municipality_id, board_id, due_on);
alter table special_review enable row level security;
create policy office on special_review for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update on special_review to uppsikt_app;

-- Only added to.
create table special_review_change (
  municipality_id uuid not null,
  id uuid not null,
  special_review_id uuid not null,
  board_id uuid not null,
  kind text not null check (kind in ('made', 'changed', 'withdrawn')),
  before jsonb,
  after jsonb,
  reason text not null default '',
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, special_review_id) references special_review (municipality_id, id),
  foreign key (municipality_id, changed_by) references account (municipality_id, id)
);
create index special_review_change_of on special_review_change (municipality_id, special_review_id, changed_at);
alter table special_review_change enable row level security;
create policy office on special_review_change for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on special_review_change for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert on special_review_change to uppsikt_app;

-- Counted when the plan is handed over, by somebody who may read the risk analysis: whoever writes the board's decision
-- down later freezes what the board had before it.
alter table year_plan add column uncovered jsonb;
