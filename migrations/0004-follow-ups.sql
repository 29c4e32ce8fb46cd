-- Follow-ups: course, team, protocol, visit, evidence, requests. The operator reads a row only from the moment it is
-- shared (shared_at): for an unannounced visit not before it has begun. Live verdicts are never readable to operators
-- or the board; they get frozen papers (0005).

create table matter (
  municipality_id uuid not null references municipality,
  id uuid not null,
  board_id uuid not null,
  case_number text not null check (length(case_number) between 1 and 60),
  title text not null,
  opened_on date not null,
  closed_on date,
  primary key (municipality_id, id),
  unique (municipality_id, board_id, case_number),
  foreign key (municipality_id, board_id) references board (municipality_id, id)
);
alter table matter enable row level security;
create policy office on matter for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

create table follow_up (
  municipality_id uuid not null references municipality,
  id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,       -- who ran the unit then: a later operator never inherits this
  agreement_id uuid,
  matter_id uuid,
  catalogue_version_id uuid not null,
  previous_id uuid,
  title text not null,
  kind text not null check (kind in ('planned', 'eventDriven', 'targeted', 'theme', 'revisit')),
  depth text not null check (depth in ('basic', 'inDepth')),
  level text not null default 'agreement' check (level in ('person', 'agreement', 'operations')),
  purposes text[] not null,
  focus_areas text[] not null,
  methods text[] not null,
  announced boolean not null,
  performed_by text not null default 'office' check (performed_by in ('office', 'inHouse')),
  due_on date not null,
  state text not null check (state in
    ('planned', 'prepared', 'underway', 'hearing', 'fixed', 'closed', 'cancelled')),
  requirements_per date not null,  -- the day whose agreement and wording the protocol is made of
  prepared_at timestamptz,
  shared_at timestamptz,
  begun_at timestamptz,
  closed_at timestamptz,
  summary text not null default '',
  analysis text not null default '',
  individual_input text not null default '',
  economy_input text not null default '',
  role_exception text not null default '',
  revision integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit (municipality_id, id),
  foreign key (municipality_id, provider_id) references provider (municipality_id, id),
  foreign key (municipality_id, agreement_id) references agreement (municipality_id, id),
  foreign key (municipality_id, matter_id) references matter (municipality_id, id),
  foreign key (municipality_id, catalogue_version_id) references catalogue_version (municipality_id, id),
  foreign key (municipality_id, previous_id) references follow_up (municipality_id, id),
  check (announced or shared_at is null or begun_at is not null)
);
create index follow_up_unit on follow_up (municipality_id, unit_id, due_on);
create index follow_up_board on follow_up (municipality_id, board_id, due_on);
alter table follow_up enable row level security;
create policy office on follow_up for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on follow_up for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and shared_at is not null);

create table follow_up_member (
  municipality_id uuid not null,
  follow_up_id uuid not null,
  account_id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  name text not null,
  profession text not null,
  is_lead boolean not null default false,
  bias text not null default 'undeclared' check (bias in ('undeclared', 'none', 'biased')),
  bias_note text not null default '',
  declared_at timestamptz,
  removed_at timestamptz,
  shared_at timestamptz,
  primary key (municipality_id, follow_up_id, account_id),
  foreign key (municipality_id, follow_up_id) references follow_up (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id)
);
create index follow_up_member_account on follow_up_member (municipality_id, account_id);
alter table follow_up_member enable row level security;
create policy office on follow_up_member for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on follow_up_member for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and shared_at is not null and removed_at is null);

create table protocol_row (
  municipality_id uuid not null,
  id uuid not null,
  follow_up_id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  requirement_id uuid not null,
  requirement_key text not null,
  position integer not null,
  origin text not null check (origin in ('agreement', 'focus', 'lastTime', 'added')),
  clause text not null default '',
  verdict text not null default 'notAssessed' check (verdict in
    ('met', 'partly', 'notMet', 'notApplicable', 'notAssessed')),
  level integer check (level between 1 and 4),
  measured numeric,
  note text not null default '',
  reason text not null default '',
  revision integer not null default 1,
  changed_by uuid,
  changed_at timestamptz,
  primary key (municipality_id, id),
  unique (municipality_id, follow_up_id, requirement_id),
  foreign key (municipality_id, follow_up_id) references follow_up (municipality_id, id),
  foreign key (municipality_id, requirement_id) references requirement (municipality_id, id)
);
create index protocol_row_unit on protocol_row (municipality_id, unit_id, requirement_key);
alter table protocol_row enable row level security;
create policy office on protocol_row for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

create table evidence (
  municipality_id uuid not null,
  id uuid not null,
  protocol_row_id uuid not null,
  follow_up_id uuid not null,
  board_id uuid not null,
  kind text not null check (kind in ('document', 'observation', 'interview', 'figure', 'record')),
  text text not null default '',
  file_id uuid,
  added_by uuid not null,
  added_at timestamptz not null,
  removed_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, protocol_row_id) references protocol_row (municipality_id, id),
  foreign key (municipality_id, file_id) references file (municipality_id, id),
  check (text <> '' or file_id is not null)
);
create index evidence_row on evidence (municipality_id, follow_up_id, protocol_row_id);
alter table evidence enable row level security;
create policy office on evidence for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

-- Who is in the protocol right now, and at which row.
create table presence (
  municipality_id uuid not null,
  follow_up_id uuid not null,
  account_id uuid not null,
  board_id uuid not null,
  protocol_row_id uuid,
  seen_at timestamptz not null,
  primary key (municipality_id, follow_up_id, account_id),
  foreign key (municipality_id, follow_up_id) references follow_up (municipality_id, id)
);
alter table presence enable row level security;
create policy office on presence for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

create table visit (
  municipality_id uuid not null,
  id uuid not null,
  follow_up_id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  starts_at timestamptz not null,
  time_of_day text not null check (time_of_day in ('officeHours', 'evening', 'night', 'weekend')),
  announced boolean not null,
  met_roles text[] not null,
  notes text not null default '',
  begun_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, follow_up_id) references follow_up (municipality_id, id)
);
create index visit_follow_up on visit (municipality_id, follow_up_id);
alter table visit enable row level security;
create policy office on visit for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

create table document_request (
  municipality_id uuid not null,
  id uuid not null,
  follow_up_id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  title text not null,
  why text not null,
  legal_ground text not null,
  requirement_ids uuid[] not null,
  due_on date not null,
  state text not null check (state in ('requested', 'submitted', 'accepted', 'returned', 'withdrawn')),
  extension_asked_until date,
  extension_reason text not null default '',
  extension_answer text check (extension_answer in ('granted', 'refused')),
  return_reason text not null default '',
  requested_by uuid not null,
  requested_at timestamptz not null,
  shared_at timestamptz not null,
  assigned_to uuid,
  revision integer not null default 1,
  primary key (municipality_id, id),
  foreign key (municipality_id, follow_up_id) references follow_up (municipality_id, id)
);
create index document_request_unit on document_request (municipality_id, unit_id, due_on);
create index document_request_follow_up on document_request (municipality_id, follow_up_id);
alter table document_request enable row level security;
create policy office on document_request for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on document_request for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]));
create policy operator_updates on document_request for update
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]));

-- What was handed in is a public record from that moment: never changed, never deleted; a correction is a new one.
create table submission (
  municipality_id uuid not null,
  id uuid not null,
  document_request_id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  file_id uuid not null,
  receipt_number text not null,
  note text not null default '',
  claims_business_secret boolean not null default false,
  submitted_by uuid not null,
  submitted_at timestamptz not null,
  primary key (municipality_id, id),
  unique (municipality_id, receipt_number),
  foreign key (municipality_id, document_request_id) references document_request (municipality_id, id),
  foreign key (municipality_id, file_id) references file (municipality_id, id)
);
create index submission_request on submission (municipality_id, document_request_id);
alter table submission enable row level security;
create policy office on submission for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on submission for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]));
create policy operator_inserts on submission for insert
  with check (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and submitted_by = (select scope.account()));
