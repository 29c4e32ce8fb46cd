-- additive
-- Disposal (gallring): by the board's own decided rules, proposed by one person and approved by another, carried out by
-- the background work, and told in a certificate that is frozen as any paper. What is disposed of keeps its row with its
-- number, title and dates, and names the disposal that emptied it. The log holds references only and is never touched.

-- A board is the authority that keeps its records: each has its own rules, and what they said before is kept.
create table disposal_rule (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  kind text not null check (kind in
    ('handIn', 'evidence', 'protocolNotes', 'registerEntry', 'import', 'notice', 'mail', 'signIn', 'draft')),
  action text not null check (action in ('preserve', 'dispose')),
  years integer check (years between 1 and 100),
  ground text not null default '',
  decided_by text not null,
  decided_on date not null,
  reference text not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, recorded_by) references account (municipality_id, id),
  check ((action = 'dispose') = (years is not null))
);
create unique index disposal_rule_in_force on disposal_rule (municipality_id, board_id, kind)
  where superseded_at is null;
alter table disposal_rule enable row level security;
create policy office on disposal_rule for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert on disposal_rule to uppsikt_app;
grant update (superseded_at) on disposal_rule to uppsikt_app;

-- A matter that is not disposed of whatever its rule says: an appeal, supervision, research (SoL 16:2-4).
create table disposal_hold (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  matter_id uuid not null,
  ground text not null check (ground in ('appeal', 'supervision', 'research', 'other')),
  reason text not null,
  placed_by uuid not null,
  placed_by_name text not null,
  placed_at timestamptz not null,
  lifted_by uuid,
  lifted_by_name text not null default '',
  lifted_at timestamptz,
  lifted_reason text not null default '',
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, matter_id) references matter (municipality_id, id),
  check ((lifted_by is null) = (lifted_at is null))
);
create unique index disposal_hold_in_force on disposal_hold (municipality_id, matter_id, ground)
  where lifted_at is null;
alter table disposal_hold enable row level security;
create policy office on disposal_hold for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update on disposal_hold to uppsikt_app;

create table disposal (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  number integer not null,
  rule_id uuid not null,
  kind text not null check (kind in
    ('handIn', 'evidence', 'protocolNotes', 'registerEntry', 'import', 'notice', 'mail', 'signIn', 'draft')),
  before_on date not null,
  state text not null check (state in
    ('proposed', 'withdrawn', 'rejected', 'approved', 'working', 'done', 'failed')),
  note text not null default '',
  backup_days integer not null check (backup_days between 0 and 3660),
  proposed_by uuid not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_by_name text not null default '',
  decided_at timestamptz,
  reason text not null default '',
  begun integer not null default 0,  -- how many times: what breaks off again and again is given up
  ended_at timestamptz,
  disposed integer,
  held integer,
  backups_until date,
  paper_id uuid,
  revision integer not null default 1,
  primary key (municipality_id, id),
  unique (municipality_id, board_id, number),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, rule_id) references disposal_rule (municipality_id, id),
  foreign key (municipality_id, proposed_by) references account (municipality_id, id),
  foreign key (municipality_id, decided_by) references account (municipality_id, id),
  foreign key (municipality_id, paper_id) references paper (municipality_id, id),
  -- Two persons, whatever program writes here.
  constraint disposal_takes_two check (decided_by <> proposed_by),
  constraint disposal_is_approved check (state not in ('approved', 'working', 'done') or decided_by is not null)
);
create unique index disposal_open on disposal (municipality_id, board_id, kind)
  where state in ('proposed', 'approved', 'working');
alter table disposal enable row level security;
create policy office on disposal for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert, update on disposal to uppsikt_app;

-- What the two of them saw: one row a record, or a month of traces. `held` says why it is kept; `disposed` that it is gone.
create table disposal_item (
  municipality_id uuid not null,
  disposal_id uuid not null,
  position integer not null,
  board_id uuid not null,
  item_key text not null,
  label text not null,
  happened_on date not null,
  amount integer not null,
  href text not null default '',
  held text check (held in ('hold', 'release', 'finding', 'matter')),
  disposed boolean not null default false,
  primary key (municipality_id, disposal_id, position),
  unique (municipality_id, disposal_id, item_key),
  foreign key (municipality_id, disposal_id) references disposal (municipality_id, id),
  check (not (disposed and held is not null))
);
alter table disposal_item enable row level security;
create policy office on disposal_item for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
grant select, insert on disposal_item to uppsikt_app;
grant update (held, disposed) on disposal_item to uppsikt_app;

-- What is disposed of says which disposal it was.
alter table file add column disposal_id uuid;
alter table submission add column disposal_id uuid;
alter table evidence add column disposal_id uuid;
alter table follow_up add column notes_disposal_id uuid;
alter table register_entry add column disposal_id uuid;
alter table import add column disposal_id uuid;
alter table file add foreign key (municipality_id, disposal_id) references disposal (municipality_id, id);
alter table submission add foreign key (municipality_id, disposal_id) references disposal (municipality_id, id);
alter table evidence add foreign key (municipality_id, disposal_id) references disposal (municipality_id, id);
alter table follow_up add foreign key (municipality_id, notes_disposal_id) references disposal (municipality_id, id);
alter table register_entry add foreign key (municipality_id, disposal_id) references disposal (municipality_id, id);
alter table import add foreign key (municipality_id, disposal_id) references disposal (municipality_id, id);
alter table evidence drop constraint evidence_check;
alter table evidence add constraint evidence_check check (text <> '' or file_id is not null or disposal_id is not null);

-- The certificate is a paper whose files are set by the background work, as those of a notice are.
alter table paper drop constraint paper_kind_check;
alter table paper add constraint paper_kind_check
  check (kind in ('followUpReport', 'memo', 'plan', 'periodReport', 'notice', 'extract', 'disposalCertificate'));
alter table paper drop constraint paper_only_minutes_wait;
alter table paper add constraint paper_only_minutes_wait
  check (state <> 'frozen' or html is not null or kind in ('notice', 'extract', 'disposalCertificate'));

-- Traces of use, disposed of by the month: where they lie, what moment they are counted from, and which of them are over.
create function disposal_trace(of_kind text) returns table (of_table text, moment text, over text) immutable
  language sql as $$
  select t.of_table, t.moment, t.over from (values
    ('notice', 'notice', 'sent_at', 'true'),
    ('mail', 'mail_delivery', 'queued_at', 'ended_at is not null'),
    ('signIn', 'session', 'least(coalesce(ended_at, expires_at), expires_at)', 'true'),
    ('signIn', 'account_link', 'expires_at', 'true'),
    ('signIn', 'half_sign_in', 'expires_at', 'true'),
    ('signIn', 'pending_sign_in', 'expires_at', 'true'),
    ('draft', 'own_draft', 'saved_at', 'true')) t(kind, of_table, moment, over)
  where t.kind = of_kind $$;
alter table session_grant drop constraint session_grant_municipality_id_session_id_fkey;
alter table session_grant add foreign key (municipality_id, session_id) references session (municipality_id, id)
  on delete cascade;

-- How many traces there are of each month before the day: numbers, and nothing of what they say or whose they are. They
-- belong to the whole municipality; notices are the board's own, or nobody's.
create function auth.disposal_traces(of_board uuid, of_kind text, before date)
  returns table (month text, amount integer)
  security definer set search_path = public, pg_temp language plpgsql as $$
declare trace record;
begin
  if not (scope.has_power('system') or of_board = any(scope.registrar_boards())) then
    raise exception 'not the registrar of the board' using errcode = '42501';
  end if;
  for trace in select * from disposal_trace(of_kind) loop
    return query execute format(
      'select to_char((%1$s) at time zone ''Europe/Stockholm'', ''YYYY-MM''), count(*)::integer from %2$I
        where municipality_id = $1 and %3$s %4$s and (%1$s) < ($2::timestamp at time zone ''Europe/Stockholm'')
        group by 1',
      trace.moment, trace.of_table, trace.over,
      case when trace.of_table = 'notice' then 'and (board_id is null or board_id = $3)' else '' end)
      using scope.municipality(), before, of_board;
  end loop;
end $$;

create function disposal_of_traces(of_disposal disposal, months text[]) returns void language plpgsql as $$
declare trace record;
begin
  for trace in select * from disposal_trace(of_disposal.kind) loop
    execute format(
      'delete from %2$I where municipality_id = $1 and %3$s %4$s
        and (%1$s) < ($2::timestamp at time zone ''Europe/Stockholm'')
        and to_char((%1$s) at time zone ''Europe/Stockholm'', ''YYYY-MM'') = any($5)',
      trace.moment, trace.of_table, trace.over,
      case when trace.of_table = 'notice' then 'and (board_id is null or board_id = $3)' else '' end)
      using of_disposal.municipality_id, of_disposal.before_on, of_disposal.board_id, of_disposal.id, months;
  end loop;
end $$;

-- A file that something else still stands on is not emptied with the first that goes.
create function disposal_of_files(of_disposal disposal, files uuid[]) returns void language sql as $$
  update file f set content = '', disposal_id = of_disposal.id
    where f.municipality_id = of_disposal.municipality_id and f.id = any(files) and f.disposal_id is null
      and not exists (select from submission s where s.municipality_id = f.municipality_id and s.file_id = f.id
        and s.disposal_id is null)
      and not exists (select from evidence e where e.municipality_id = f.municipality_id and e.file_id = f.id
        and e.disposal_id is null and of_disposal.kind <> 'handIn')
      and not exists (select from release_record r where r.municipality_id = f.municipality_id and r.copy_file_id = f.id)
$$;

create function disposal_of_records(gone disposal, ids uuid[]) returns void language plpgsql as $$
declare files uuid[];
begin
  if gone.kind = 'handIn' then
    with emptied as (update submission set note = '', disposal_id = gone.id
      where municipality_id = gone.municipality_id and board_id = gone.board_id and id = any(ids)
        and disposal_id is null returning file_id)
    select array_agg(file_id) into files from emptied;
  elsif gone.kind = 'evidence' then
    with emptied as (update evidence set text = '', disposal_id = gone.id
      where municipality_id = gone.municipality_id and board_id = gone.board_id and follow_up_id = any(ids)
        and disposal_id is null returning file_id)
    select array_agg(file_id) into files from emptied where file_id is not null;
  elsif gone.kind = 'protocolNotes' then
    update protocol_row set note = '', reason = ''
      where municipality_id = gone.municipality_id and board_id = gone.board_id and follow_up_id = any(ids);
    delete from presence where municipality_id = gone.municipality_id and follow_up_id = any(ids);
    update follow_up set notes_disposal_id = gone.id
      where municipality_id = gone.municipality_id and board_id = gone.board_id and id = any(ids)
        and notes_disposal_id is null;
  elsif gone.kind = 'registerEntry' then
    update register_entry set facts = '{}', gaps = '{}', disposal_id = gone.id
      where municipality_id = gone.municipality_id and board_id = gone.board_id and id = any(ids)
        and disposal_id is null;
    update register_change set changes = '{}', note = ''
      where municipality_id = gone.municipality_id and entry_id = any(ids);
    select array_agg(file_id) into files from register_file
      where municipality_id = gone.municipality_id and entry_id = any(ids);
  elsif gone.kind = 'import' then
    delete from import_row where municipality_id = gone.municipality_id and import_id = any(ids);
    update import set content = null, reading = null, sheets = '[]', disposal_id = gone.id
      where municipality_id = gone.municipality_id and board_id = gone.board_id and id = any(ids)
        and disposal_id is null;
  end if;
  perform disposal_of_files(gone, files);
end $$;

-- The only door through which anything is emptied: for the background work, for a disposal that a second person has
-- approved and whose rule still holds, and for what the two of them had on the list.
create function auth.dispose(of_disposal uuid, of_keys text[]) returns void
  security definer set search_path = public, pg_temp language plpgsql as $$
declare gone disposal;
begin
  select d.* into gone from disposal d
    join disposal_rule r on r.municipality_id = d.municipality_id and r.id = d.rule_id
    where d.municipality_id = scope.municipality() and d.id = of_disposal and d.state = 'working'
      and d.decided_by <> d.proposed_by and r.action = 'dispose' and r.superseded_at is null
    for update of d;
  if not scope.has_power('system') or gone.id is null then
    raise exception 'no disposal is being carried out' using errcode = '42501';
  end if;
  if exists (select from unnest(of_keys) k where not exists (
      select from disposal_item i where i.municipality_id = gone.municipality_id and i.disposal_id = gone.id
        and i.item_key = k and i.held is null)) then
    raise exception 'not on the approved list' using errcode = '42501';
  end if;
  if exists (select from disposal_trace(gone.kind)) then
    perform disposal_of_traces(gone, of_keys);
  else
    perform disposal_of_records(gone, of_keys::uuid[]);
  end if;
end $$;
revoke execute on function disposal_of_traces(disposal, text[]), disposal_of_records(disposal, uuid[]),
  disposal_of_files(disposal, uuid[]), auth.dispose(uuid, text[]), auth.disposal_traces(uuid, text, date) from public;
grant execute on function auth.dispose(uuid, text[]), auth.disposal_traces(uuid, text, date) to uppsikt_app;
