-- additive
-- Signals: what somebody in the staff, a resident or a relative tells the office of a unit, with a receipt. Whoever sends one
-- from inside a unit can write it and read nothing back: neither the unit's manager nor the provider has any way to it.
create table signal (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  source text not null check (source in ('staff', 'resident', 'relative', 'union', 'authority', 'other')),
  way text not null check (way in ('system', 'telephone', 'letter', 'meeting')),
  what text not null check (what <> ''),
  happened text not null default '',
  receipt text not null check (receipt <> ''),
  received_on date not null,
  received_at timestamptz not null,
  registered_by uuid,                  -- null: sent from a unit, and nobody is to know by whom
  state text not null check (state in ('new', 'used', 'closed')),
  proposal_id uuid,
  closed_reason text not null default '',
  handled_by uuid,
  handled_at timestamptz,
  revision integer not null default 1,
  primary key (municipality_id, id),
  unique (municipality_id, receipt),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit (municipality_id, id),
  foreign key (municipality_id, provider_id) references provider (municipality_id, id),
  foreign key (municipality_id, registered_by) references account (municipality_id, id),
  foreign key (municipality_id, handled_by) references account (municipality_id, id),
  foreign key (municipality_id, proposal_id) references trigger_proposal (municipality_id, id),
  check ((way = 'system') = (registered_by is null)),
  check ((state = 'new') = (handled_at is null)),
  check ((state = 'used') = (proposal_id is not null)),
  check ((state = 'closed') = (closed_reason <> ''))
);
create index signal_board on signal (municipality_id, board_id, state, received_on);
create index signal_unit on signal (municipality_id, unit_id, received_on);
alter table signal enable row level security;
create policy office on signal for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator_sends on signal for insert
  with check (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]) and state = 'new' and way = 'system');
grant select, insert, update on signal to uppsikt_app;
