-- additive
-- Log review (loggkontroll): once a month somebody with the role of log reviewer goes through a random sample of the log
-- and what the rules have found in it. The background work makes the month when it is over; a seed that nobody could
-- know before, kept with it, gives the same sample again. Nobody judges rows about themselves: the wall says so too.

-- How much is looked at. The log reviewer decides: those who are looked at do not.
create table log_review_rules (
  municipality_id uuid not null references municipality,
  sample_rows integer not null default 30 check (sample_rows between 10 and 500),
  sample_percent integer not null default 1 check (sample_percent between 0 and 100),
  most_places integer not null default 20 check (most_places between 5 and 1000),
  most_refusals integer not null default 10 check (most_refusals between 3 and 1000),
  most_networks integer not null default 3 check (most_networks between 1 and 100),
  changed_by uuid not null,
  changed_at timestamptz not null,
  revision integer not null default 1,
  primary key (municipality_id),
  foreign key (municipality_id, changed_by) references account (municipality_id, id)
);
alter table log_review_rules enable row level security;
create policy auditor on log_review_rules for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('auditor')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('auditor')));
grant select, insert, update on log_review_rules to uppsikt_app;

create table log_review (
  municipality_id uuid not null references municipality,
  id uuid not null,
  month date not null check (extract(day from month) = 1),
  seed text not null check (seed ~ '^[0-9a-f]{32}$'),
  last_seq bigint not null,            -- what was written later, with an earlier time, is not among it
  row_count integer not null,          -- how many rows of persons the month has: what the sample is drawn from
  rules jsonb not null,                -- the figures of log_review_rules as they were
  state text not null check (state in ('open', 'skipped', 'done')),
  due_on date not null,
  told text not null default '' check (told in ('', 'made', 'near', 'skipped')),
  made_at timestamptz not null,
  skipped_at timestamptz,              -- stays when it is done after all
  finished_by uuid,
  finished_at timestamptz,
  conclusion text not null default '',
  late_reason text not null default '',
  revision integer not null default 1,
  primary key (municipality_id, id),
  unique (municipality_id, month),
  foreign key (municipality_id, finished_by) references account (municipality_id, id),
  check ((state = 'done') = (finished_at is not null)),
  check ((finished_at is null) = (finished_by is null)),
  check (state <> 'skipped' or skipped_at is not null)
);
alter table log_review enable row level security;
create policy auditor_reads on log_review for select
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('auditor')));
create policy auditor_changes on log_review for update
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('auditor')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('auditor')));
create policy system on log_review for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('system')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('system')));
grant select, insert on log_review to uppsikt_app;
grant update (state, told, skipped_at, finished_by, finished_at, conclusion, late_reason, revision) on log_review
  to uppsikt_app;

-- One thing to judge: a sampled row, or what a rule found of one person on one day.
create table log_review_item (
  municipality_id uuid not null,
  id uuid not null,
  review_id uuid not null,
  rule text not null,                  -- 'sample', or the key of a rule
  subject_id uuid not null,            -- whose rows they are
  day date not null,
  position integer not null,
  verdict text check (verdict in ('inOrder', 'asked', 'fault')),
  note text not null default '',
  judged_by uuid,
  judged_at timestamptz,
  primary key (municipality_id, id),
  unique (municipality_id, review_id, position),
  foreign key (municipality_id, review_id) references log_review (municipality_id, id),
  foreign key (municipality_id, subject_id) references account (municipality_id, id),
  foreign key (municipality_id, judged_by) references account (municipality_id, id),
  check ((verdict is null) = (judged_by is null) and (verdict is null) = (judged_at is null)),
  check (judged_by <> subject_id),
  check (verdict is null or verdict = 'inOrder' or note <> '')
);
alter table log_review_item enable row level security;
create policy auditor_reads on log_review_item for select
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('auditor')));
create policy auditor_judges_others on log_review_item for update
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('auditor'))
    and subject_id <> (select scope.account()))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('auditor'))
    and subject_id <> (select scope.account()));
create policy system on log_review_item for insert
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('system')));
grant select, insert on log_review_item to uppsikt_app;
grant update (verdict, note, judged_by, judged_at) on log_review_item to uppsikt_app;

-- The rows of the log that a thing is about.
create table log_review_row (
  municipality_id uuid not null,
  item_id uuid not null,
  seq bigint not null,
  primary key (municipality_id, item_id, seq),
  foreign key (municipality_id, item_id) references log_review_item (municipality_id, id),
  foreign key (municipality_id, seq) references audit (municipality_id, seq)
);
alter table log_review_row enable row level security;
create policy auditor on log_review_row for select
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('auditor')));
create policy system on log_review_row for insert
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('system')));
grant select, insert on log_review_row to uppsikt_app;

-- What the administrator is told: whether somebody can review the log, and which months nobody did. Never what was found.
create function log_review_standing(today date) returns table (reviewers integer, skipped date[])
  security definer set search_path = public, pg_temp stable language sql as $$
  select (select count(distinct a.id)::integer from account a
      join role_assignment r on r.municipality_id = a.municipality_id and r.account_id = a.id
      where a.municipality_id = scope.municipality() and a.state <> 'closed' and r.role = 'auditor'
        and r.valid_from <= today and (r.valid_to is null or r.valid_to >= today)),
    array(select v.month from log_review v where v.municipality_id = scope.municipality() and v.state = 'skipped'
      order by v.month)
  where scope.has_power('admin') or scope.has_power('auditor') $$;

-- A sign-in is told with what there is to tell of it beside who and when: a mark of the network it came from, by which
-- two can be told apart, and from which no address can be read.
create function auth.tell_sign_in(of_municipality uuid, of_account uuid, at timestamptz, what text, of_detail jsonb)
  returns void security definer set search_path = public, pg_temp language sql as $$
  insert into audit (municipality_id, at, account_id, verb, target_id, outcome, detail)
    values (of_municipality, at, of_account, 'session.' || what, of_account,
      case when what = 'refused' then 'denied' else 'done' end, of_detail) $$;

revoke execute on function log_review_standing(date),
  auth.tell_sign_in(uuid, uuid, timestamptz, text, jsonb) from public;
grant execute on function log_review_standing(date),
  auth.tell_sign_in(uuid, uuid, timestamptz, text, jsonb) to uppsikt_app;
