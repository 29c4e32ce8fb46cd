-- Registers: what needs no behaviour of its own (procurement files, watched requirements, external reviews, studies). A
-- kind is data: its fields, states, review rhythm, gaps and who sees it stand in `definition`, checked by the application.

create table register_kind (
  municipality_id uuid not null references municipality,
  id uuid not null,
  key text not null check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(key) <= 60),
  position integer not null,
  definition jsonb not null,
  for_board boolean not null default false,
  for_operators boolean not null default false,
  is_own boolean not null default false,       -- made by the municipality, did not come with the product
  is_on boolean not null default true,
  changed_by uuid,
  changed_at timestamptz,
  revision integer not null default 1,
  primary key (municipality_id, id),
  unique (municipality_id, key)
);
alter table register_kind enable row level security;
create policy office on register_kind for all
  using (municipality_id = (select scope.municipality()) and (select scope.is_office()))
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office()));
create policy member on register_kind for select
  using (municipality_id = (select scope.municipality()) and for_board and is_on
    and cardinality((select scope.member_boards())::uuid[]) > 0);
create policy operator on register_kind for select
  using (municipality_id = (select scope.municipality()) and for_operators and is_on
    and cardinality((select scope.units())::uuid[]) > 0);

create table register_entry (
  municipality_id uuid not null,
  id uuid not null,
  kind_id uuid not null,
  board_id uuid not null,
  title text not null check (length(title) between 1 and 300),
  state text not null default '',              -- empty: the kind has no states
  facts jsonb not null,
  -- What the facts name, beside them, for the walls and for the pages of unit, provider and agreement.
  unit_id uuid,
  provider_id uuid,                            -- the one named, or the unit's own when it was written
  agreement_id uuid,
  -- What the kind makes of the facts, kept for filters, lists of gaps and duties.
  review_on date,
  gaps text[] not null default '{}',
  shared_at timestamptz,                       -- not null: the operator of the unit reads it
  is_invented boolean not null default false,
  removed_at timestamptz,
  removed_reason text not null default '',
  created_by uuid not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  revision integer not null default 1,
  primary key (municipality_id, id),
  foreign key (municipality_id, kind_id) references register_kind (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit (municipality_id, id),
  foreign key (municipality_id, provider_id) references provider (municipality_id, id),
  foreign key (municipality_id, agreement_id) references agreement (municipality_id, id),
  check (shared_at is null or (unit_id is not null and provider_id is not null)),
  check ((removed_at is not null) = (removed_reason <> ''))
);
create index register_entry_kind on register_entry (municipality_id, kind_id, board_id);
create index register_entry_unit on register_entry (municipality_id, unit_id) where unit_id is not null;
create index register_entry_provider on register_entry (municipality_id, provider_id) where provider_id is not null;
create index register_entry_agreement on register_entry (municipality_id, agreement_id) where agreement_id is not null;
create index register_entry_review on register_entry (municipality_id, review_on) where review_on is not null;
alter table register_entry enable row level security;
create policy office on register_entry for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
-- The kinds a member or an operator may read at all are decided by the policies of register_kind.
create policy member on register_entry for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[])
    and removed_at is null and kind_id in (select k.id from register_kind k where k.for_board and k.is_on));
create policy operator on register_entry for select
  using (municipality_id = (select scope.municipality()) and shared_at is not null and removed_at is null
    and unit_id = any((select scope.units())::uuid[]) and provider_id = any((select scope.providers())::uuid[])
    and kind_id in (select k.id from register_kind k where k.for_operators and k.is_on));

-- What was written, changed, moved, removed: every earlier value, by whom and when. Never changed.
create table register_change (
  municipality_id uuid not null,
  id uuid not null,
  entry_id uuid not null,
  board_id uuid not null,
  kind text not null check (kind in ('created', 'changed', 'moved', 'removed', 'restored', 'filed', 'unfiled')),
  changes jsonb not null default '[]',         -- [{ field, was, became }]
  note text not null default '',
  by_id uuid not null,
  at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, entry_id) references register_entry (municipality_id, id)
);
create index register_change_entry on register_change (municipality_id, entry_id, at);
alter table register_change enable row level security;
create policy office on register_change for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on register_change for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

-- The papers of an entry. `document` names one of the kind's document types; empty for any other paper.
create table register_file (
  municipality_id uuid not null,
  entry_id uuid not null,
  file_id uuid not null,
  board_id uuid not null,
  document text not null default '',
  added_at timestamptz not null,
  removed_at timestamptz,
  primary key (municipality_id, entry_id, file_id),
  foreign key (municipality_id, entry_id) references register_entry (municipality_id, id),
  foreign key (municipality_id, file_id) references file (municipality_id, id)
);
alter table register_file enable row level security;
create policy office on register_file for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

grant select, insert, update on register_kind, register_entry, register_file to uppsikt_app;
grant select, insert on register_change to uppsikt_app;
