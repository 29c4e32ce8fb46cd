-- additive
-- How long ago somebody may have shown the provider who they are; null asks nothing of it.
alter table identity_provider add column max_age_minutes integer check (max_age_minutes between 5 and 1440);

-- What the provider calls the person and their session with it, as digests under our own key: a subject may be a personal
-- number. By these it tells that somebody has signed out there.
alter table session_grant add column subject_digest text;
alter table session_grant add column sid_digest text;
create index session_grant_subject on session_grant (municipality_id, subject_digest);
create index session_grant_sid on session_grant (municipality_id, sid_digest);

-- A message of that counts once. It is forgotten when it is too old to count at all.
create table logout_token_seen (
  municipality_id uuid not null references municipality,
  identity_provider_id uuid not null,
  jti_digest text not null,
  forget_at timestamptz not null,
  primary key (municipality_id, identity_provider_id, jti_digest),
  foreign key (municipality_id, identity_provider_id) references identity_provider (municipality_id, id)
);
alter table logout_token_seen enable row level security;
create policy gate on logout_token_seen for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('gate')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('gate')));
grant select, insert, delete on logout_token_seen to uppsikt_app;
