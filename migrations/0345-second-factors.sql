-- The second factor of local accounts: an authenticator app or a passkey, and codes for whoever has lost theirs.

alter table municipality add column second_factor_required boolean not null default false;

create table account_factor (
  municipality_id uuid not null references municipality,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('totp', 'passkey')),
  name text not null check (length(name) between 1 and 100),
  secret_sealed bytea,
  secret_key_id text,
  last_step bigint,            -- the time step of the latest code taken: none at or before it is taken again
  credential_id text,
  public_key bytea,
  sign_count bigint,
  transports text[] not null default '{}',
  made_at timestamptz not null,
  used_at timestamptz,
  removed_at timestamptz,
  removed_by uuid,
  removed_reason text not null default '',
  primary key (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id),
  foreign key (municipality_id, removed_by) references account (municipality_id, id),
  check ((kind = 'totp') = (secret_sealed is not null and secret_key_id is not null and last_step is not null)),
  check ((kind = 'passkey') = (credential_id is not null and public_key is not null and sign_count is not null)),
  check ((removed_at is null) = (removed_by is null))
);
create index account_factor_account on account_factor (municipality_id, account_id) where removed_at is null;
create unique index account_factor_credential on account_factor (municipality_id, credential_id)
  where removed_at is null;
alter table account_factor enable row level security;
create policy own_or_admin_reads on account_factor for select
  using (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))));
create policy own_makes on account_factor for insert
  with check (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
create policy own_or_admin_changes on account_factor for update
  using (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))))
  with check (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))));
grant select (municipality_id, id, account_id, kind, name, last_step, credential_id, public_key, sign_count, transports,
  made_at, used_at, removed_at, removed_by, removed_reason) on account_factor to uppsikt_app;
grant insert on account_factor to uppsikt_app;
grant update (last_step, sign_count, used_at, removed_at, removed_by, removed_reason) on account_factor to uppsikt_app;

-- Ten at a time, each works once. Eighty random bits need no slow hash.
create table recovery_code (
  municipality_id uuid not null references municipality,
  id uuid not null,
  account_id uuid not null,
  code_hash bytea not null,
  made_at timestamptz not null,
  ended_at timestamptz,        -- used, or replaced by new ones
  primary key (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id)
);
create index recovery_code_account on recovery_code (municipality_id, account_id) where ended_at is null;
alter table recovery_code enable row level security;
create policy own_or_admin_reads on recovery_code for select
  using (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))));
create policy own_makes on recovery_code for insert
  with check (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
create policy own_or_admin_ends on recovery_code for update
  using (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))))
  with check (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))));
grant select (municipality_id, id, account_id, made_at, ended_at) on recovery_code to uppsikt_app;
grant insert on recovery_code to uppsikt_app;
grant update (ended_at) on recovery_code to uppsikt_app;

-- The password was right and the second step is left. It is no session: nothing but the second step takes it.
create table half_sign_in (
  municipality_id uuid not null references municipality,
  id uuid not null,
  account_id uuid not null,
  token_hash bytea not null,
  challenge text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id)
);
create unique index half_sign_in_token_hash on half_sign_in (token_hash);
create index half_sign_in_account on half_sign_in (municipality_id, account_id);
alter table half_sign_in enable row level security;
create policy own_or_admin_reads on half_sign_in for select
  using (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))));
create policy own_or_admin_ends on half_sign_in for update
  using (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))))
  with check (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))));
grant select (municipality_id, id, account_id, made_at, expires_at, ended_at) on half_sign_in to uppsikt_app;
grant update (ended_at) on half_sign_in to uppsikt_app;

-- What is left after the password: nothing, a code, or to set up a factor because the municipality wants one.
create function auth.second_step(of_municipality uuid, of_account uuid) returns text
  security definer set search_path = public, pg_temp stable language sql as $$
  select case
    when exists (select from account_factor f where f.municipality_id = of_municipality and f.account_id = of_account
      and f.removed_at is null) then 'code'
    when m.second_factor_required then 'setUp' else 'none' end
  from municipality m where m.id = of_municipality $$;

-- What ended long ago is swept away as new ones come.
create function auth.open_half(of_municipality uuid, of_account uuid, half_id uuid, of_token_hash bytea,
    of_challenge text, at timestamptz, until timestamptz) returns void
  security definer set search_path = public, pg_temp language sql as $$
  delete from half_sign_in where municipality_id = of_municipality and expires_at < at - interval '1 day';
  insert into half_sign_in (municipality_id, id, account_id, token_hash, challenge, made_at, expires_at)
    values (of_municipality, half_id, of_account, of_token_hash, of_challenge, at, until) $$;

create function auth.half(of_token_hash bytea, at timestamptz) returns jsonb
  security definer set search_path = public, pg_temp stable language sql as $$
  select jsonb_build_object('municipalityId', h.municipality_id, 'accountId', h.account_id, 'name', a.name,
      'email', a.email, 'municipalityName', m.name, 'challenge', h.challenge,
      'step', auth.second_step(h.municipality_id, h.account_id))
    from half_sign_in h
    join account a on a.municipality_id = h.municipality_id and a.id = h.account_id and a.state = 'active'
    join municipality m on m.id = h.municipality_id
    where h.token_hash = of_token_hash and h.ended_at is null and h.made_at <= at and h.expires_at > at $$;

-- True for one only, of however many that finish it at once.
create function auth.end_half(of_token_hash bytea, at timestamptz) returns boolean
  security definer set search_path = public, pg_temp language plpgsql as $$
begin
  update half_sign_in set ended_at = at where token_hash = of_token_hash and ended_at is null and expires_at > at;
  return found;
end $$;

-- The sealed secrets of one's own authenticator apps, for the server to try a code against.
create function auth.own_totp() returns table (id uuid, secret_sealed bytea, secret_key_id text, last_step bigint)
  security definer set search_path = public, pg_temp stable language sql as $$
  select f.id, f.secret_sealed, f.secret_key_id, f.last_step from account_factor f
    where f.municipality_id = scope.municipality() and f.account_id = scope.account() and f.kind = 'totp'
      and f.removed_at is null order by f.id $$;

create function auth.use_recovery_code(of_code_hash bytea, at timestamptz) returns boolean
  security definer set search_path = public, pg_temp language plpgsql as $$
begin
  update recovery_code set ended_at = at where municipality_id = scope.municipality() and account_id = scope.account()
    and code_hash = of_code_hash and ended_at is null;
  return found;
end $$;

revoke execute on function auth.second_step(uuid, uuid),
  auth.open_half(uuid, uuid, uuid, bytea, text, timestamptz, timestamptz), auth.half(bytea, timestamptz),
  auth.end_half(bytea, timestamptz), auth.own_totp(), auth.use_recovery_code(bytea, timestamptz) from public;
grant execute on function auth.second_step(uuid, uuid),
  auth.open_half(uuid, uuid, uuid, bytea, text, timestamptz, timestamptz), auth.half(bytea, timestamptz),
  auth.end_half(bytea, timestamptz), auth.own_totp(), auth.use_recovery_code(bytea, timestamptz) to uppsikt_app;
