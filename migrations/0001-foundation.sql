-- Foundation: who asks, for which municipality, and what was done. Every later table follows the same pattern:
-- municipality_id first in every key, row-level security on, one policy a side (office, operator, board).


create schema scope;
grant usage on schema scope to uppsikt_app;

-- The scope of a request is set once a transaction (platform/db/transaction.ts). A missing setting means nothing,
-- never everything. No function here takes a column, so the planner calls each once a statement.
create function scope.municipality() returns uuid stable language sql as
  $$ select nullif(current_setting('app.municipality', true), '')::uuid $$;
create function scope.account() returns uuid stable language sql as
  $$ select nullif(current_setting('app.account', true), '')::uuid $$;
create function scope.office_boards() returns uuid[] stable language sql as
  $$ select coalesce(nullif(current_setting('app.office_boards', true), ''), '{}')::uuid[] $$;
create function scope.member_boards() returns uuid[] stable language sql as
  $$ select coalesce(nullif(current_setting('app.member_boards', true), ''), '{}')::uuid[] $$;
create function scope.units() returns uuid[] stable language sql as
  $$ select coalesce(nullif(current_setting('app.units', true), ''), '{}')::uuid[] $$;
create function scope.providers() returns uuid[] stable language sql as
  $$ select coalesce(nullif(current_setting('app.providers', true), ''), '{}')::uuid[] $$;
-- 'admin' and 'auditor' are powers over accounts and logs, never over content.
create function scope.has_power(power text) returns boolean stable language sql as
  $$ select power = any(string_to_array(coalesce(current_setting('app.powers', true), ''), ',')) $$;
create function scope.is_office() returns boolean stable language sql as
  $$ select cardinality(scope.office_boards()) > 0 $$;

create table municipality (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  accent text not null default '#0a5a78' check (accent ~ '^#[0-9a-f]{6}$'),
  is_demo boolean not null default false,
  hearing_days integer not null default 10 check (hearing_days between 1 and 60),
  hearing_ground text not null default 'Lokal regel',
  created_at timestamptz not null default now()
);
alter table municipality enable row level security;
create policy own on municipality for select using (id = (select scope.municipality()));
create policy admin_updates on municipality for update
  using (id = (select scope.municipality()) and (select scope.has_power('admin')))
  with check (id = (select scope.municipality()) and (select scope.has_power('admin')));

create table board (
  municipality_id uuid not null references municipality,
  id uuid not null,
  name text not null,
  abbreviation text not null,
  valid_from date not null,
  valid_to date,
  primary key (municipality_id, id)
);
alter table board enable row level security;
create policy own on board for select using (municipality_id = (select scope.municipality()));

create table provider (
  municipality_id uuid not null references municipality,
  id uuid not null,
  name text not null,
  organisation_number text,
  kind text not null check (kind in ('municipal', 'private', 'nonProfit', 'otherMunicipality')),
  email text,
  management_system_seen_on date,
  is_invented boolean not null default false,
  valid_from date not null,
  valid_to date,
  primary key (municipality_id, id),
  unique (municipality_id, organisation_number)
);
alter table provider enable row level security;
create policy office on provider for all
  using (municipality_id = (select scope.municipality()) and (select scope.is_office()))
  with check (municipality_id = (select scope.municipality()) and (select scope.is_office()));
create policy operator on provider for select
  using (municipality_id = (select scope.municipality()) and id = any((select scope.providers())::uuid[]));

create table account (
  municipality_id uuid not null references municipality,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  email text not null check (email = lower(email) and email like '%_@_%'),
  password_hash text,
  state text not null check (state in ('invited', 'active', 'closed')),
  side text not null check (side in ('office', 'operator', 'board')),
  profession text,
  provider_id uuid,
  issuer text,
  subject text,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (municipality_id, id),
  unique (municipality_id, email),
  unique (municipality_id, issuer, subject),
  foreign key (municipality_id, provider_id) references provider (municipality_id, id),
  check ((side = 'operator') = (provider_id is not null)),
  check ((state = 'closed') = (closed_at is not null))
);
alter table account enable row level security;
create policy office on account for select
  using (municipality_id = (select scope.municipality())
    and ((select scope.is_office()) or (select scope.has_power('admin')) or (select scope.has_power('auditor'))));
create policy self on account for select
  using (municipality_id = (select scope.municipality()) and id = (select scope.account()));
create policy colleagues on account for select
  using (municipality_id = (select scope.municipality()) and provider_id = any((select scope.providers())::uuid[]));
create policy admin_inserts on account for insert
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));
create policy admin_updates on account for update
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));

create table role_assignment (
  municipality_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  role text not null,
  board_id uuid,
  provider_id uuid,
  unit_id uuid,
  valid_from date not null,
  valid_to date,
  primary key (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, provider_id) references provider (municipality_id, id),
  check (valid_to is null or valid_to >= valid_from)
);
create index role_assignment_account on role_assignment (municipality_id, account_id);
alter table role_assignment enable row level security;
create policy office on role_assignment for select
  using (municipality_id = (select scope.municipality())
    and ((select scope.is_office()) or (select scope.has_power('admin')) or (select scope.has_power('auditor'))
      or account_id = (select scope.account())));
create policy admin_inserts on role_assignment for insert
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));
create policy admin_updates on role_assignment for update
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));

create table session (
  municipality_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  token_hash bytea not null unique,
  agent text not null default '',
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id)
);
create index session_account on session (municipality_id, account_id);
alter table session enable row level security;
create policy self on session for select
  using (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
create policy self_ends on session for update
  using (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))))
  with check (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))));
create policy admin_reads on session for select
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));

-- An invitation or a password reset: a link that works once, for a time.
create table account_link (
  municipality_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('invitation', 'reset')),
  token_hash bytea not null unique,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id)
);
alter table account_link enable row level security;
create policy admin_reads on account_link for select
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));
create policy admin_inserts on account_link for insert
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));
create policy admin_updates on account_link for update
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));

-- Counters against guessing, in the database because there are several processes. Nobody reads them directly.
create table throttle (
  key text not null,
  window_start timestamptz not null,
  attempts integer not null,
  primary key (key, window_start)
);
alter table throttle enable row level security;
create policy nobody on throttle for select using (false);

-- What a command id led to, so that a retried request does nothing twice.
create table command_receipt (
  municipality_id uuid not null references municipality,
  command_id uuid not null,
  account_id uuid not null,
  verb text not null,
  result jsonb,
  done_at timestamptz not null,
  primary key (municipality_id, command_id)
);
alter table command_receipt enable row level security;
create policy own on command_receipt for select
  using (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
create policy own_inserts on command_receipt for insert
  with check (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
create policy own_updates on command_receipt for update
  using (municipality_id = (select scope.municipality()) and account_id = (select scope.account()))
  with check (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));

create table audit (
  municipality_id uuid not null references municipality,
  seq bigint not null,
  at timestamptz not null,
  account_id uuid,
  verb text not null,
  target_id uuid,
  board_id uuid,
  unit_id uuid,
  command_id uuid,
  outcome text not null check (outcome in ('done', 'denied', 'read')),
  detail jsonb not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (municipality_id, seq)
);
create index audit_target on audit (municipality_id, target_id, seq);
create index audit_at on audit (municipality_id, at);
alter table audit enable row level security;
create policy inserts on audit for insert with check (municipality_id = (select scope.municipality()));
create policy auditor on audit for select
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('auditor')));
create policy office on audit for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

-- One chain a municipality. The lock comes before the number is read: the other way round gave broken links.
create function chain_audit() returns trigger security definer set search_path = public, pg_temp language plpgsql as $$
declare last record;
begin
  perform pg_advisory_xact_lock(hashtextextended('audit:' || new.municipality_id, 0));
  select seq, hash into last from audit where municipality_id = new.municipality_id order by seq desc limit 1;
  new.seq := coalesce(last.seq, 0) + 1;
  new.previous_hash := coalesce(last.hash, '\x'::bytea);
  new.hash := sha256(new.previous_hash || convert_to(jsonb_build_array(
    new.municipality_id, new.seq, extract(epoch from new.at), new.account_id, new.verb, new.target_id, new.board_id,
    new.unit_id, new.command_id, new.outcome, new.detail)::text, 'UTF8'));
  return new;
end $$;
create trigger chain before insert on audit for each row execute function chain_audit();

-- The first row whose hash or link does not hold; none means that the chain is whole.
create function first_broken_audit(of_municipality uuid) returns bigint security definer
  set search_path = public, pg_temp stable language sql as $$
  select seq from (
    select a.seq, a.hash, a.previous_hash, lag(a.hash, 1, '\x'::bytea) over w as expected_previous,
      lag(a.seq, 1, 0::bigint) over w as previous_seq,
      sha256(a.previous_hash || convert_to(jsonb_build_array(
        a.municipality_id, a.seq, extract(epoch from a.at), a.account_id, a.verb, a.target_id, a.board_id,
        a.unit_id, a.command_id, a.outcome, a.detail)::text, 'UTF8')) as expected
    from audit a where a.municipality_id = of_municipality
      and of_municipality = scope.municipality() and scope.has_power('auditor')
    window w as (order by a.seq)) chained
  where hash <> expected or previous_hash <> expected_previous or seq <> previous_seq + 1
  order by seq limit 1 $$;

create table file (
  municipality_id uuid not null references municipality,
  id uuid not null,
  board_id uuid not null,
  unit_id uuid,
  provider_id uuid,
  name text not null,
  media_type text not null,
  size integer not null check (size >= 0),
  sha256 bytea not null,
  content bytea not null,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  -- Not null: handed in, or shown to the operator. Null and uploaded by an operator: that person's own space.
  shared_at timestamptz,
  own_space boolean not null default false,
  primary key (municipality_id, id),
  foreign key (municipality_id, board_id) references board (municipality_id, id)
);
alter table file enable row level security;
create policy office on file for all
  using (municipality_id = (select scope.municipality()) and not own_space
    and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and not own_space
    and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on file for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and (shared_at is not null or uploaded_by = (select scope.account())));
create policy operator_inserts on file for insert
  with check (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]) and uploaded_by = (select scope.account()));

-- What waits for a person: in the system first; mail may follow and carries a link and nothing else.
create table notice (
  municipality_id uuid not null references municipality,
  id uuid not null,
  account_id uuid not null,
  kind text not null,
  title text not null,
  href text not null,
  acute boolean not null default false,
  board_id uuid,
  sent_at timestamptz not null,
  opened_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id)
);
create index notice_account on notice (municipality_id, account_id, sent_at desc);
alter table notice enable row level security;
create policy own on notice for select
  using (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
create policy own_opens on notice for update
  using (municipality_id = (select scope.municipality()) and account_id = (select scope.account()))
  with check (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
-- The sender sees when an acute notice was delivered and opened.
create policy office on notice for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy inserts on notice for insert with check (municipality_id = (select scope.municipality()));

-- What a person has begun to write and not sent: their own space, out of everyone else's sight.
create table own_draft (
  municipality_id uuid not null references municipality,
  account_id uuid not null,
  key text not null,
  content jsonb not null,
  saved_at timestamptz not null,
  primary key (municipality_id, account_id, key)
);
alter table own_draft enable row level security;
create policy own on own_draft for all
  using (municipality_id = (select scope.municipality()) and account_id = (select scope.account()))
  with check (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
