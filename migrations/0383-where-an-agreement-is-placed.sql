-- additive
-- Where an agreement is placed by importance and by value or complexity, each judged with a reason. A placing is never
-- changed: a later one takes its place, or it is withdrawn with a reason. For the office of the board alone.
create table risk_placing (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  agreement_id uuid not null,
  importance integer not null check (importance between 1 and 4),
  importance_reason text not null check (importance_reason <> ''),
  complexity integer not null check (complexity between 1 and 4),
  complexity_reason text not null check (complexity_reason <> ''),
  placed_by uuid not null,
  placed_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  withdrawn_reason text not null default '',
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, agreement_id) references agreement (municipality_id, id),
  foreign key (municipality_id, placed_by) references account (municipality_id, id),
  foreign key (municipality_id, withdrawn_by) references account (municipality_id, id),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check ((withdrawn_at is null) = (withdrawn_reason = ''))
);
create index risk_placing_agreement on risk_placing (municipality_id, agreement_id, placed_at);
alter table risk_placing enable row level security;
create policy office on risk_placing for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert on risk_placing to uppsikt_app;
grant update (withdrawn_by, withdrawn_at, withdrawn_reason) on risk_placing to uppsikt_app;
