-- additive
-- Accounts that nobody uses are closed, and each quarter somebody says who still works there.

alter table municipality add column idle_days integer not null default 90 check (idle_days between 30 and 730);
alter table account add column idle_warned_at timestamptz;
alter table account add column reopened_at timestamptz;
grant select (idle_warned_at, reopened_at) on account to uppsikt_app;
grant update (idle_warned_at, reopened_at) on account to uppsikt_app;

-- One for each provider, and one for the municipality's own accounts (no provider). Made by the background work.
create table account_review (
  municipality_id uuid not null references municipality,
  id uuid not null,
  provider_id uuid,
  quarter date not null check (extract(day from quarter) = 1 and extract(month from quarter) in (1, 4, 7, 10)),
  made_at timestamptz not null,
  due_on date not null,
  told text not null default '' check (told in ('', 'made', 'near', 'late')),
  done_at timestamptz,         -- everybody is answered for
  missed_at timestamptz,       -- the next quarter came first
  primary key (municipality_id, id),
  foreign key (municipality_id, provider_id) references provider (municipality_id, id)
);
create unique index account_review_quarter on account_review (municipality_id, quarter, provider_id) nulls not distinct;
alter table account_review enable row level security;
create policy own_provider_reads on account_review for select
  using (municipality_id = (select scope.municipality()) and provider_id = any((select scope.providers())::uuid[]));
create policy admin on account_review for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));
grant select, insert on account_review to uppsikt_app;
grant update (told, done_at, missed_at) on account_review to uppsikt_app;

create table account_review_answer (
  municipality_id uuid not null references municipality,
  review_id uuid not null,
  account_id uuid not null,
  provider_id uuid,
  answer text not null check (answer in ('stays', 'left')),
  answered_by uuid not null,
  answered_at timestamptz not null,
  primary key (municipality_id, review_id, account_id),
  foreign key (municipality_id, review_id) references account_review (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id),
  foreign key (municipality_id, answered_by) references account (municipality_id, id)
);
alter table account_review_answer enable row level security;
create policy own_provider_reads on account_review_answer for select
  using (municipality_id = (select scope.municipality()) and provider_id = any((select scope.providers())::uuid[]));
create policy admin on account_review_answer for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));
grant select, insert on account_review_answer to uppsikt_app;
