-- What is owed (skyldigheter): one row for each thing a rule or a decision demands, with its history, its reminders, the
-- mail that follows a notice, and the calendar address of a person.

create table duty (
  municipality_id uuid not null references municipality,
  id uuid not null,
  rule text not null,                  -- the key of the rule; 'own.decided' for one that somebody decided
  source_id uuid not null,             -- what it concerns; with the period it names one thing owed
  period text not null default '',
  board_id uuid not null,
  unit_id uuid,
  provider_id uuid,
  title text not null check (length(title) between 1 and 300),
  href text not null check (href like '/%'),
  ground text not null,
  due_on date not null,
  remind_from date not null,
  owner_id uuid,
  owner_role text not null,
  assigned_at timestamptz,             -- not null: a person chose the owner, and the rule no longer does
  state text not null check (state in ('open', 'done', 'waived', 'lapsed')),
  done_on date,
  proof_href text not null default '',
  proof_note text not null default '',
  settled_by uuid,                     -- not null: a person said that it is done, and the rule cannot take it back
  decided_by uuid,                     -- not null: owed by this person's decision, by no rule
  first_seen_at timestamptz not null,
  changed_at timestamptz not null,
  revision integer not null default 1,
  primary key (municipality_id, id),
  unique (municipality_id, rule, source_id, period),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit (municipality_id, id),
  foreign key (municipality_id, provider_id) references provider (municipality_id, id),
  foreign key (municipality_id, owner_id) references account (municipality_id, id),
  check ((state = 'done') = (done_on is not null)),
  check (settled_by is null or state = 'done'),
  -- An operator's duty always names whose: the walls ask for the unit and for who ran it.
  check (owner_role not in ('unitManager', 'providerManager', 'delegate') or (unit_id is not null and provider_id is not null))
);
create index duty_board on duty (municipality_id, board_id, state, due_on);
create index duty_owner on duty (municipality_id, owner_id) where state = 'open';
create index duty_unit on duty (municipality_id, unit_id, due_on);
alter table duty enable row level security;
create policy office on duty for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
-- An operator reads what it owes itself; what the office owes about a unit, an unannounced visit above all, never.
create policy operator on duty for select
  using (municipality_id = (select scope.municipality()) and owner_role in ('unitManager', 'providerManager', 'delegate')
    and unit_id = any((select scope.units())::uuid[]) and provider_id = any((select scope.providers())::uuid[]));

-- What happened to it. Never changed.
create table duty_event (
  municipality_id uuid not null,
  id uuid not null,
  duty_id uuid not null,
  board_id uuid not null,
  kind text not null check (kind in ('moved', 'owner', 'done', 'reopened', 'waived', 'lapsed', 'decided')),
  was text not null default '',
  became text not null default '',
  reason text not null default '',
  by_id uuid,                          -- null: the rule itself
  at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, duty_id) references duty (municipality_id, id)
);
create index duty_event_duty on duty_event (municipality_id, duty_id, at);
alter table duty_event enable row level security;
create policy office on duty_event for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on duty_event for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));

-- Who was reminded of what, at which stage: once, whatever happens between.
create table duty_reminder (
  municipality_id uuid not null,
  duty_id uuid not null,
  account_id uuid not null,
  stage text not null,
  sent_on date not null,
  notice_id uuid not null,
  primary key (municipality_id, duty_id, account_id, stage),
  foreign key (municipality_id, duty_id) references duty (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id)
);
create index duty_reminder_day on duty_reminder (municipality_id, account_id, sent_on);
alter table duty_reminder enable row level security;
-- The background work has a power of its own; no person holds it.
create policy system on duty_reminder for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('system')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('system')));
create policy system on notice for select
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('system')));

-- A notice that goes by mail as well, and how it went. The subject and a link, nothing of the content.
create table mail_delivery (
  municipality_id uuid not null references municipality,
  id uuid not null,
  notice_id uuid,                      -- null: a test to oneself
  account_id uuid not null,
  address text not null,
  subject text not null,
  href text not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'failed')),
  attempts integer not null default 0,
  answer_code integer,
  answer text not null default '',
  queued_at timestamptz not null,
  next_at timestamptz not null,
  ended_at timestamptz,
  primary key (municipality_id, id),
  unique (municipality_id, notice_id),
  foreign key (municipality_id, account_id) references account (municipality_id, id),
  check ((state in ('sent', 'failed')) = (ended_at is not null))
);
create index mail_delivery_waiting on mail_delivery (municipality_id, next_at) where state in ('queued', 'sending');
create index mail_delivery_latest on mail_delivery (municipality_id, queued_at desc, id);
alter table mail_delivery enable row level security;
create policy system on mail_delivery for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('system')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('system')));
create policy admin on mail_delivery for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));

-- Who does not want mail. No row: mail is wanted.
create table mail_choice (
  municipality_id uuid not null,
  account_id uuid not null,
  wanted boolean not null,
  chosen_at timestamptz not null,
  primary key (municipality_id, account_id),
  foreign key (municipality_id, account_id) references account (municipality_id, id)
);
alter table mail_choice enable row level security;
create policy own on mail_choice for all
  using (municipality_id = (select scope.municipality()) and account_id = (select scope.account()))
  with check (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
create policy system on mail_choice for select
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('system')));

-- A person's calendar address. It is kept as a hash only, may be replaced, and is dead when the account is.
create table calendar_feed (
  municipality_id uuid not null,
  account_id uuid not null,
  token_hash bytea not null,
  made_at timestamptz not null,
  read_at timestamptz,
  ended_at timestamptz,
  primary key (municipality_id, account_id),
  foreign key (municipality_id, account_id) references account (municipality_id, id)
);
create unique index calendar_feed_token on calendar_feed (token_hash);
alter table calendar_feed enable row level security;
create policy own on calendar_feed for all
  using (municipality_id = (select scope.municipality()) and account_id = (select scope.account()))
  with check (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));

grant select, insert, update on duty, mail_delivery, mail_choice, calendar_feed to uppsikt_app;
grant select, insert on duty_event, duty_reminder to uppsikt_app;
