-- Somebody asks for a record (TF 2:12–19, OSL 6): the request, what was reviewed and how, and the decision. And the
-- registrar's route: records that must hold a personal number, in a store that only the board's registrar can read.

create function scope.registrar_boards() returns uuid[] stable language sql as
  $$ select coalesce(nullif(current_setting('app.registrar_boards', true), ''), '{}')::uuid[] $$;
grant execute on function scope.registrar_boards() to uppsikt_app;

-- "Skyndsamt" in working days, until the municipality says otherwise.
alter table municipality add column release_days integer not null default 3 check (release_days between 1 and 30);

alter table delegation_point drop constraint delegation_point_act_check;
alter table delegation_point add constraint delegation_point_act_check
  check (act in ('ivoNotification', 'eventDrivenFollowUp', 'sanction', 'fixPlan', 'refuseRelease'));

create table release_request (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  matter_id uuid not null,              -- the request's own matter
  received_on date not null,
  way text not null check (way in ('email', 'post', 'phone', 'visit')),
  wording text not null,
  contact text not null default '',     -- nobody has to say who they are (TF 2:18)
  due_on date not null,
  state text not null check (state in ('received', 'underReview', 'decided', 'closed')),
  outcome text check (outcome in ('released', 'releasedPartly', 'refused', 'nothingFound')),
  reason text not null default '',
  delivery text check (delivery in ('email', 'paper', 'pickedUp')),
  delivered_to text not null default '',
  fee text not null default '',
  decided_on date,
  decided_by uuid,
  decided_by_name text not null default '',
  decided_as text not null default '',
  delegation_id uuid,                   -- the decision by delegation that a refusal rests on
  pdf_file_id uuid,
  docx_file_id uuid,
  closed_on date,
  created_by uuid not null,
  created_at timestamptz not null,
  revision integer not null default 1,
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, matter_id) references matter (municipality_id, id),
  foreign key (municipality_id, delegation_id) references delegation_decision (municipality_id, id),
  foreign key (municipality_id, pdf_file_id) references file (municipality_id, id),
  foreign key (municipality_id, docx_file_id) references file (municipality_id, id),
  check ((state in ('decided', 'closed')) = (outcome is not null and decided_on is not null))
);
create index release_request_matter on release_request (municipality_id, matter_id);
alter table release_request enable row level security;
create policy office on release_request for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update on release_request to uppsikt_app;

-- The matters that the request concerns.
create table release_matter (
  municipality_id uuid not null,
  release_id uuid not null,
  matter_id uuid not null,
  board_id uuid not null,
  primary key (municipality_id, release_id, matter_id),
  foreign key (municipality_id, release_id) references release_request (municipality_id, id),
  foreign key (municipality_id, matter_id) references matter (municipality_id, id)
);
alter table release_matter enable row level security;
create policy office on release_matter for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, delete on release_matter to uppsikt_app;

-- One record of the request: what was judged of it, by whom, and the copy that goes out instead of the original.
create table release_record (
  municipality_id uuid not null,
  release_id uuid not null,
  record_id uuid not null,
  board_id uuid not null,
  verdict text check (verdict in ('whole', 'masked', 'refused')),
  act text not null default '',
  chapter text not null default '',
  section text not null default '',
  reason text not null default '',
  consultation text not null default '',
  masks jsonb not null default '{"places":[],"phrases":[]}',
  copy_file_id uuid,
  reviewed_by uuid,
  reviewed_by_name text not null default '',
  reviewed_at timestamptz,
  earlier jsonb not null default '[]',  -- verdicts given before, oldest first
  revision integer not null default 1,
  primary key (municipality_id, release_id, record_id),
  foreign key (municipality_id, release_id) references release_request (municipality_id, id),
  foreign key (municipality_id, record_id) references record (municipality_id, id),
  foreign key (municipality_id, copy_file_id) references file (municipality_id, id),
  check ((verdict is null) = (reviewed_at is null))
);
create index release_record_record on release_record (municipality_id, record_id);
alter table release_record enable row level security;
create policy office on release_record for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update, delete on release_record to uppsikt_app;

-- Records under lock. The content is sealed before it reaches the database (AES-256-GCM, src/platform/seal.ts); for
-- everybody but the board's registrar there is only the record in its matter: number, day and ground.
create table locked_record (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  matter_id uuid not null,
  record_id uuid not null,
  record_number integer not null,
  title text not null,
  ground text not null,
  received_on date not null,
  sealed bytea not null,
  key_id text not null,
  size integer not null,
  masked_record_id uuid,
  masked_file_id uuid,
  taken_by uuid not null,
  taken_by_name text not null,
  taken_at timestamptz not null,
  primary key (municipality_id, id),
  unique (municipality_id, record_id),
  foreign key (municipality_id, matter_id) references matter (municipality_id, id),
  foreign key (municipality_id, record_id) references record (municipality_id, id),
  foreign key (municipality_id, masked_record_id) references record (municipality_id, id),
  foreign key (municipality_id, masked_file_id) references file (municipality_id, id)
);
create index locked_record_matter on locked_record (municipality_id, matter_id);
alter table locked_record enable row level security;
create policy registrar on locked_record for all
  using (municipality_id = (select scope.municipality())
    and board_id = any((select scope.registrar_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality())
    and board_id = any((select scope.registrar_boards())::uuid[]));
grant select, insert on locked_record to uppsikt_app;
grant update (masked_record_id, masked_file_id) on locked_record to uppsikt_app;
