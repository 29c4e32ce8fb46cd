-- Personal tokens: another system acts as a person, with no more than that person's own rights at that moment, for a
-- year at most. Only the hash is kept, and nobody reads it.
create table api_token (
  municipality_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  token_hash bytea not null,
  -- Which groups of operations it is for; empty is all.
  areas text[] not null,
  may_write boolean not null,
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at <= made_at + interval '367 days'),
  used_at timestamptz,
  ended_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id)
);
create unique index api_token_hash on api_token (token_hash);
create index api_token_account on api_token (municipality_id, account_id);
alter table api_token enable row level security;
create policy own_or_admin_reads on api_token for select
  using (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))));
create policy own_makes on api_token for insert
  with check (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
create policy own_or_admin_ends on api_token for update
  using (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))))
  with check (municipality_id = (select scope.municipality())
    and (account_id = (select scope.account()) or (select scope.has_power('admin'))));
grant select (municipality_id, id, account_id, name, areas, may_write, made_at, expires_at, used_at, ended_at)
  on api_token to uppsikt_app;
grant insert on api_token to uppsikt_app;
grant update (ended_at) on api_token to uppsikt_app;

-- Whose token it is, as the account and its roles are at this moment. One of somebody without a role is dead, not
-- empty. Being used is written at most once a minute.
create function auth.token_person(of_token_hash bytea, at timestamptz) returns jsonb
  security definer set search_path = public, pg_temp language plpgsql as $$
declare found_token api_token; answer jsonb;
begin
  select * into found_token from api_token
    where token_hash = of_token_hash and ended_at is null and made_at <= at and expires_at > at;
  if not found then return null; end if;
  answer := auth.person(found_token.municipality_id, found_token.account_id, at);
  if answer is null or answer -> 'assignments' = '[]' then return null; end if;
  if found_token.used_at is null or found_token.used_at < at - interval '1 minute' then
    update api_token set used_at = at
      where municipality_id = found_token.municipality_id and id = found_token.id;
  end if;
  return answer || jsonb_build_object('sessionId', found_token.id, 'token', jsonb_build_object(
    'id', found_token.id, 'areas', found_token.areas, 'mayWrite', found_token.may_write));
end $$;

-- The tokens of an account that is closed, or has no role left, end for good: they do not wake if it gets one again.
create function auth.end_tokens(of_account uuid, today date, at timestamptz) returns void
  security definer set search_path = public, pg_temp language sql as $$
  update api_token t set ended_at = at
    from account a
    where scope.has_power('admin') and t.municipality_id = scope.municipality() and t.account_id = of_account
      and t.ended_at is null and a.municipality_id = t.municipality_id and a.id = t.account_id
      and (a.state = 'closed' or not exists (select from role_assignment r
        where r.municipality_id = a.municipality_id and r.account_id = a.id
          and (r.valid_to is null or r.valid_to >= today))) $$;
revoke execute on function auth.token_person(bytea, timestamptz), auth.end_tokens(uuid, date, timestamptz) from public;
grant execute on function auth.token_person(bytea, timestamptz), auth.end_tokens(uuid, date, timestamptz)
  to uppsikt_app;
