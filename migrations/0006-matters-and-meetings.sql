-- Records in matters, boards' meetings, decisions, and the papers put before them.

create table paper (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  matter_id uuid,
  follow_up_id uuid,
  unit_id uuid,
  provider_id uuid,
  kind text not null check (kind in ('followUpReport', 'memo', 'plan')),
  title text not null,
  state text not null check (state in ('draft', 'frozen')),
  sections jsonb not null,              -- the text sections a person edits while it is a draft
  snapshot jsonb,                       -- the frozen data, and the rendered forms below: served for ever
  html text,
  pdf bytea,
  pdf_archive bytea,
  docx bytea,
  sha256 bytea,
  frozen_by uuid,
  frozen_at timestamptz,
  put_before_board_at timestamptz,
  shared_at timestamptz,
  author_name text not null,
  created_by uuid not null,
  created_at timestamptz not null,
  revision integer not null default 1,
  primary key (municipality_id, id),
  foreign key (municipality_id, matter_id) references matter (municipality_id, id),
  foreign key (municipality_id, follow_up_id) references follow_up (municipality_id, id),
  check ((state = 'frozen') = (snapshot is not null and html is not null and pdf is not null and docx is not null)),
  check (put_before_board_at is null or state = 'frozen'),
  check (shared_at is null or state = 'frozen')
);
create index paper_follow_up on paper (municipality_id, follow_up_id);
alter table paper enable row level security;
create policy office on paper for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on paper for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and shared_at is not null);
create policy member on paper for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[])
    and put_before_board_at is not null);

create function refuse_change_of_frozen() returns trigger security definer set search_path = public, pg_temp
  language plpgsql as $$
begin
  if tg_op = 'DELETE' or (old.state = 'frozen' and (new.snapshot, new.html, new.pdf, new.docx, new.sections, new.title, new.state)
      is distinct from (old.snapshot, old.html, old.pdf, old.docx, old.sections, old.title, old.state)) then
    raise exception 'frozen paper' using errcode = 'UP002';
  end if;
  return new;
end $$;
create trigger frozen_never_changes before update or delete on paper
  for each row when (old.state = 'frozen') execute function refuse_change_of_frozen();

create table record (
  municipality_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  board_id uuid not null,
  number integer not null,
  title text not null,
  direction text not null check (direction in ('in', 'out', 'internal')),
  kind text not null,
  party text not null default '',
  file_id uuid,
  paper_id uuid,
  source_id uuid,                       -- the hearing, submission, assessment … that this is the record of
  secrecy_claimed boolean not null default false,
  registered_at timestamptz not null,
  registered_by uuid,
  primary key (municipality_id, id),
  unique (municipality_id, matter_id, number),
  foreign key (municipality_id, matter_id) references matter (municipality_id, id),
  foreign key (municipality_id, file_id) references file (municipality_id, id),
  foreign key (municipality_id, paper_id) references paper (municipality_id, id)
);
alter table record enable row level security;
create policy office on record for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

-- What an operator hands in becomes a record at once, by a reviewed function: operators have no way into the matter.
create function register_incoming(of_submission uuid, record_id uuid) returns integer security definer
  set search_path = public, pg_temp language plpgsql as $$
declare handed record; next_number integer;
begin
  select s.*, r.follow_up_id, r.title as request_title, f.matter_id, p.name as provider_name into handed
    from submission s
    join document_request r on r.municipality_id = s.municipality_id and r.id = s.document_request_id
    join follow_up f on f.municipality_id = r.municipality_id and f.id = r.follow_up_id
    join provider p on p.municipality_id = s.municipality_id and p.id = s.provider_id
    where s.municipality_id = scope.municipality() and s.id = of_submission
      and s.submitted_by = scope.account() and s.unit_id = any(scope.units());
  if handed is null or handed.matter_id is null then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('matter:' || handed.matter_id, 0));
  select coalesce(max(number), 0) + 1 into next_number from record
    where municipality_id = handed.municipality_id and matter_id = handed.matter_id;
  insert into record (municipality_id, id, matter_id, board_id, number, title, direction, kind, party, file_id,
      source_id, secrecy_claimed, registered_at)
    values (handed.municipality_id, record_id, handed.matter_id, handed.board_id, next_number, handed.request_title,
      'in', 'submission', handed.provider_name, handed.file_id, handed.id, handed.claims_business_secret,
      handed.submitted_at);
  return next_number;
end $$;

create table meeting (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  held_on date not null,
  papers_by date not null,
  place text not null default '',
  state text not null check (state in ('planned', 'noticed', 'held', 'adjusted')),
  primary key (municipality_id, id),
  unique (municipality_id, board_id, held_on),
  foreign key (municipality_id, board_id) references board (municipality_id, id)
);
alter table meeting enable row level security;
create policy office on meeting for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy member on meeting for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[]));

create table agenda_item (
  municipality_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  board_id uuid not null,
  matter_id uuid not null,
  paper_id uuid not null,
  number integer not null,
  kind text not null check (kind in ('decision', 'information')),
  title text not null,
  proposal text not null default '',
  outcome text check (outcome in ('asProposed', 'ownWording', 'rejected', 'referredBack', 'tabled', 'noted')),
  outcome_text text not null default '',
  reservation boolean not null default false,
  paragraph text not null default '',
  decided_at timestamptz,
  decided_by uuid,
  primary key (municipality_id, id),
  unique (municipality_id, meeting_id, number),
  foreign key (municipality_id, meeting_id) references meeting (municipality_id, id),
  foreign key (municipality_id, matter_id) references matter (municipality_id, id),
  foreign key (municipality_id, paper_id) references paper (municipality_id, id)
);
alter table agenda_item enable row level security;
create policy office on agenda_item for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy member on agenda_item for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[]));

-- A decided plan kept as history (S1's plan 2018–2020): years across, areas in the cells.
create table decided_plan (
  municipality_id uuid not null references municipality,
  id uuid not null,
  board_id uuid not null,
  title text not null,
  case_number text not null,
  decided_on date,
  source text not null,
  years integer[] not null,
  rows jsonb not null,
  focus_areas text[] not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id)
);
alter table decided_plan enable row level security;
create policy office on decided_plan for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy member on decided_plan for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[]));

-- An operator's act reaches the team behind the follow-up without the operator being able to read who they are.
create function notify_team(of_follow_up uuid, of_kind text, of_title text, of_href text, at timestamptz) returns void
  security definer set search_path = public, pg_temp language sql as $$
  insert into notice (municipality_id, id, account_id, kind, title, href, board_id, sent_at)
  select m.municipality_id, gen_random_uuid(), m.account_id, of_kind, left(of_title, 300), of_href, m.board_id, at
    from follow_up_member m join account a on a.municipality_id = m.municipality_id and a.id = m.account_id
    join follow_up f on f.municipality_id = m.municipality_id and f.id = m.follow_up_id
    where m.municipality_id = scope.municipality() and m.follow_up_id = of_follow_up and m.removed_at is null
      and a.state = 'active' and f.shared_at is not null
      and f.unit_id = any(scope.units()) and f.provider_id = any(scope.providers()) $$;
