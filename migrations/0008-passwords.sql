-- A password's hash is nobody's to read but its owner's, through one function. Column rights are the wall here.
revoke select, insert, update on account from uppsikt_app;
grant select (municipality_id, id, name, email, state, side, profession, provider_id, issuer, subject, created_at,
  closed_at) on account to uppsikt_app;
grant insert (municipality_id, id, name, email, state, side, profession, provider_id) on account to uppsikt_app;
grant update (name, email, state, profession, closed_at) on account to uppsikt_app;
revoke select on account_link from uppsikt_app;
grant select (municipality_id, id, account_id, kind, created_by, created_at, expires_at, used_at) on account_link
  to uppsikt_app;
revoke select on session from uppsikt_app;
grant select (municipality_id, id, account_id, agent, created_at, seen_at, expires_at, ended_at) on session
  to uppsikt_app;

create function auth.own_password_hash() returns text security definer set search_path = public, pg_temp stable
  language sql as $$
  select password_hash from account where municipality_id = scope.municipality() and id = scope.account() $$;

-- Ends every other session of the account: whoever else was signed in is out.
create function auth.set_own_password(new_hash text, kept_session uuid, at timestamptz) returns void security definer
  set search_path = public, pg_temp language sql as $$
  update account set password_hash = new_hash
    where municipality_id = scope.municipality() and id = scope.account() and state = 'active';
  update session set ended_at = at where municipality_id = scope.municipality() and account_id = scope.account()
    and id <> kept_session and ended_at is null $$;
revoke execute on function auth.own_password_hash(), auth.set_own_password(text, uuid, timestamptz) from public;
grant execute on function auth.own_password_hash(), auth.set_own_password(text, uuid, timestamptz) to uppsikt_app;

-- The administrator ties accounts to providers and needs their names, though not their content.
create function provider_names() returns table (id uuid, name text) security definer set search_path = public, pg_temp
  stable language sql as $$
  select p.id, p.name from provider p where p.municipality_id = scope.municipality() and scope.has_power('admin')
    order by p.name collate "sv-SE-x-icu", p.id $$;
revoke execute on function provider_names() from public;
grant execute on function provider_names() to uppsikt_app;
