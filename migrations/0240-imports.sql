-- A municipality brings in its own data from a file. The import stays with its file, its rows and what came of each, so
-- that it can be read afterwards and taken back. A file that holds personal numbers is refused and its content not kept.
create table import (
  municipality_id uuid not null references municipality,
  id uuid not null,
  board_id uuid,                   -- null: people only, brought in by the administrator for the whole municipality
  state text not null check (state in ('uploaded', 'read', 'previewed', 'done', 'undone', 'refused')),
  file_name text not null,
  file_sha256 bytea not null,
  file_size integer not null check (file_size >= 0),
  content bytea,
  reading jsonb,
  sheets jsonb not null default '[]',
  valid_from date not null,        -- for rows that do not say from when they hold
  change_kind text not null default 'change' check (change_kind in ('change', 'correction')),
  note text not null default '',
  counts jsonb not null default '{}',
  revision integer not null default 1,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  previewed_at timestamptz,
  done_by uuid,
  done_at timestamptz,
  undone_by uuid,
  undone_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, uploaded_by) references account (municipality_id, id)
);
create index import_uploaded on import (municipality_id, uploaded_at desc);
alter table import enable row level security;
create policy office on import for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy admin on import for all
  using (municipality_id = (select scope.municipality()) and board_id is null and (select scope.has_power('admin')))
  with check (municipality_id = (select scope.municipality()) and board_id is null and (select scope.has_power('admin')));

-- A row of the file: its cells as they were read, what it would do or did, its faults, and what is needed to take it back.
create table import_row (
  municipality_id uuid not null,
  import_id uuid not null,
  board_id uuid,
  sheet integer not null,
  row_number integer not null,
  cells jsonb not null,
  kind text,
  label text not null default '',
  outcome text check (outcome in ('new', 'changed', 'unchanged', 'faulty')),
  changes jsonb not null default '[]',
  faults jsonb not null default '[]',
  target_id uuid,
  done jsonb,
  primary key (municipality_id, import_id, sheet, row_number),
  foreign key (municipality_id, import_id) references import (municipality_id, id)
);
alter table import_row enable row level security;
create policy office on import_row for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy admin on import_row for all
  using (municipality_id = (select scope.municipality()) and board_id is null and (select scope.has_power('admin')))
  with check (municipality_id = (select scope.municipality()) and board_id is null and (select scope.has_power('admin')));

-- Which column means what, kept for the next file with the same headings.
create table import_mapping (
  municipality_id uuid not null references municipality,
  kind text not null,
  signature text not null,
  columns jsonb not null,
  saved_by uuid not null,
  saved_at timestamptz not null,
  primary key (municipality_id, kind, signature)
);
alter table import_mapping enable row level security;
create policy own on import_mapping for all
  using (municipality_id = (select scope.municipality())
    and ((select scope.is_office()) or (select scope.has_power('admin'))))
  with check (municipality_id = (select scope.municipality())
    and ((select scope.is_office()) or (select scope.has_power('admin'))));
grant select, insert, update on import, import_row, import_mapping to uppsikt_app;

-- What an import brought in and took back never held: it ends on its first day, as a covered unit already does.
alter table service_area drop constraint ends_after_it_begins;
alter table service_area add constraint ends_after_it_begins check (valid_to is null or valid_to >= valid_from);

-- A unit's code is the municipality's own, whichever board the unit belongs to. Which of the codes in a file are taken
-- by other boards must be told at their cells; nothing else of those units is.
create function unit_codes_of_others(codes text[]) returns table (code text)
  security definer set search_path = public, pg_temp stable language sql as $$
  select u.code from unit u where u.municipality_id = scope.municipality() and scope.is_office()
    and u.code = any(codes) and u.board_id <> all(scope.office_boards()) $$;

-- The administrator gives roles at a unit and needs to know which unit a code means, though not its content.
create function unit_names_for_accounts(on_day date)
  returns table (id uuid, code text, name text, provider_id uuid)
  security definer set search_path = public, pg_temp stable language sql as $$
  select u.id, u.code, s.name, s.provider_id from unit u
    join unit_state s on s.municipality_id = u.municipality_id and s.unit_id = u.id and s.superseded_at is null
      and s.valid_from <= on_day and (s.valid_to is null or s.valid_to > on_day)
    where u.municipality_id = scope.municipality() and scope.has_power('admin')
    order by u.code $$;
revoke execute on function unit_codes_of_others(text[]), unit_names_for_accounts(date) from public;
grant execute on function unit_codes_of_others(text[]), unit_names_for_accounts(date) to uppsikt_app;
