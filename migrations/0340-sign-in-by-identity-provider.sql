-- Sign-in by OpenID Connect: the municipality's own identity providers, who came by them, and what holds a session that
-- was opened so. An identity is (provider, issuer, subject), never an e-mail address.

-- 'gate' is a power no role gives: the server itself, while it is being found out who somebody is.

create table identity_provider (
  municipality_id uuid not null references municipality,
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  issuer text not null,
  client_id text not null,
  secret_sealed bytea,
  secret_key_id text,
  secret_variable text not null default '' check (secret_variable = '' or secret_variable ~ '^OIDC_SECRET_[A-Z0-9_]{1,40}$'),
  scopes text not null,
  subject_claims text[] not null check (cardinality(subject_claims) between 1 and 4),
  required_claims jsonb not null default '[]',      -- [{claim, value}]
  role_claim text not null default '',
  role_mapping jsonb not null default '[]',         -- [{value, role, boardId?, providerId?}]
  organisation_claim text not null default '',
  organisation_mapping jsonb not null default '[]', -- [{value, providerId}]
  is_active boolean not null default false,
  offers_logout boolean not null default false,
  changed_by uuid not null,
  changed_at timestamptz not null,
  revision integer not null default 1,
  primary key (municipality_id, id),
  foreign key (municipality_id, changed_by) references account (municipality_id, id)
);
alter table identity_provider enable row level security;
create policy admin on identity_provider for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));
grant select, insert, update on identity_provider to uppsikt_app;

-- Somebody who has come by a provider. Waiting until an administrator has tied them to an account or turned them away.
create table account_identity (
  municipality_id uuid not null references municipality,
  id uuid not null,
  identity_provider_id uuid not null,
  issuer text not null,
  subject text not null,
  name text not null default '',
  email text not null default '',
  state text not null check (state in ('waiting', 'bound', 'turnedAway')),
  account_id uuid,
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  settled_by uuid,
  settled_at timestamptz,
  primary key (municipality_id, id),
  unique (municipality_id, identity_provider_id, issuer, subject),
  foreign key (municipality_id, identity_provider_id) references identity_provider (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id),
  check ((state = 'bound') = (account_id is not null))
);
create index account_identity_account on account_identity (municipality_id, account_id);
alter table account_identity enable row level security;
create policy admin on account_identity for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));
grant select, insert, update on account_identity to uppsikt_app;

-- On the way to a provider and back: ten minutes, once, in the same browser.
create table pending_sign_in (
  municipality_id uuid not null references municipality,
  id uuid not null,
  identity_provider_id uuid not null,
  state_hash bytea not null,
  browser_hash bytea not null,
  nonce text not null,
  verifier text not null,
  invitation_hash bytea,
  next_path text not null,
  is_silent boolean not null,
  expires_at timestamptz not null,
  primary key (municipality_id, id),
  unique (municipality_id, state_hash),
  foreign key (municipality_id, identity_provider_id) references identity_provider (municipality_id, id)
);
alter table pending_sign_in enable row level security;
create policy gate on pending_sign_in for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('gate')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('gate')));
grant select, insert, delete on pending_sign_in to uppsikt_app;

-- What a session opened by a provider rests on. The session itself ends fifteen minutes after the last time the provider
-- was asked, and at most at `ends_at`, so that who is gone there is gone here whether the background work runs or not.
create table session_grant (
  municipality_id uuid not null references municipality,
  session_id uuid not null,
  identity_id uuid not null,
  grant_sealed bytea,          -- the refresh token and whose it is; null where the provider gave none
  grant_key_id text,
  checked_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (municipality_id, session_id),
  foreign key (municipality_id, session_id) references session (municipality_id, id),
  foreign key (municipality_id, identity_id) references account_identity (municipality_id, id)
);
alter table session_grant enable row level security;
create policy gate on session_grant for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('gate')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('gate')));
grant select, insert, update, delete on session_grant to uppsikt_app;

-- Where a role comes from: null is the administrator's hand, else the provider that says it.
alter table role_assignment add column identity_provider_id uuid;
alter table role_assignment add foreign key (municipality_id, identity_provider_id)
  references identity_provider (municipality_id, id);

-- The buttons of the sign-in page; and, from a button or an answer, which municipality it is about.
create function auth.identity_providers() returns table (municipality_id uuid, id uuid, name text,
    municipality_name text, offers_logout boolean)
  security definer set search_path = public, pg_temp stable language sql as $$
  select p.municipality_id, p.id, p.name, m.name, p.offers_logout from identity_provider p
    join municipality m on m.id = p.municipality_id where p.is_active
    order by m.name collate "sv-SE-x-icu", p.name collate "sv-SE-x-icu", p.id $$;

-- Which municipality an invitation is of, so that its own buttons are shown beside it.
create function auth.invited_to(of_token_hash bytea, at timestamptz) returns uuid
  security definer set search_path = public, pg_temp stable language sql as $$
  select municipality_id from account_link
    where token_hash = of_token_hash and kind = 'invitation' and used_at is null and expires_at > at $$;

-- Uses an invitation by an identity instead of a password. The address is no key, but a brake: an invitation that was
-- passed on to somebody whose provider says another address opens nothing. The account is locked until all is written.
create function auth.take_invitation(of_token_hash bytea, by_email text, at timestamptz) returns uuid
  security definer set search_path = public, pg_temp language plpgsql as $$
declare taken account_link; invited account;
begin
  if not scope.has_power('gate') then return null; end if;
  select * into taken from account_link where municipality_id = scope.municipality() and token_hash = of_token_hash
    and kind = 'invitation' and used_at is null and expires_at > at for update;
  if not found then return null; end if;
  select * into invited from account where municipality_id = taken.municipality_id and id = taken.account_id
    and state = 'invited' and (by_email = '' or email = lower(by_email)) for update;
  if not found then return null; end if;
  update account_link set used_at = at where municipality_id = taken.municipality_id and id = taken.id;
  update account set state = 'active' where municipality_id = taken.municipality_id and id = taken.account_id;
  return taken.account_id;
end $$;

revoke execute on function auth.identity_providers(), auth.invited_to(bytea, timestamptz),
  auth.take_invitation(bytea, text, timestamptz) from public;
grant execute on function auth.identity_providers(), auth.invited_to(bytea, timestamptz),
  auth.take_invitation(bytea, text, timestamptz) to uppsikt_app;
