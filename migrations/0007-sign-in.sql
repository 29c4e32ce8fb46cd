-- What must be done before it is known who asks. These functions are the only way, each answers one narrow question,
-- and none of them tells whether an account exists to someone who has no right to know.

create schema auth;
grant usage on schema auth to uppsikt_app;

create function auth.accounts_by_email(of_email text)
  returns table (municipality_id uuid, id uuid, password_hash text, name text)
  security definer set search_path = public, pg_temp stable language sql as $$
  select municipality_id, id, password_hash, name from account
    where email = lower(of_email) and state = 'active' and password_hash is not null $$;

create function auth.open_session(of_municipality uuid, of_account uuid, session_id uuid, of_token_hash bytea,
    of_agent text, at timestamptz, until timestamptz) returns void
  security definer set search_path = public, pg_temp language sql as $$
  insert into session (municipality_id, id, account_id, token_hash, agent, created_at, seen_at, expires_at)
    values (of_municipality, session_id, of_account, of_token_hash, left(of_agent, 200), at, at, until) $$;

-- Thirty idle minutes end a session. Being seen is written at most once a minute, so that reading stays cheap.
create function auth.session(of_token_hash bytea, at timestamptz) returns jsonb
  security definer set search_path = public, pg_temp language plpgsql as $$
declare found_session session; found_account account; answer jsonb;
begin
  select * into found_session from session where token_hash = of_token_hash and ended_at is null
    and expires_at > at and seen_at > at - interval '30 minutes';
  if not found then return null; end if;
  select * into found_account from account
    where municipality_id = found_session.municipality_id and id = found_session.account_id and state = 'active';
  if not found then return null; end if;
  if found_session.seen_at < at - interval '1 minute' then
    update session set seen_at = at where municipality_id = found_session.municipality_id and id = found_session.id;
  end if;
  select jsonb_build_object(
    'sessionId', found_session.id,
    'municipalityId', found_session.municipality_id,
    'municipalityName', m.name, 'accent', m.accent, 'isDemo', m.is_demo,
    'accountId', found_account.id,
    'name', found_account.name,
    'side', found_account.side,
    'providerId', found_account.provider_id,
    'assignments', coalesce((select jsonb_agg(jsonb_build_object(
        'role', r.role, 'boardId', r.board_id,
        'providerId', r.provider_id,
        'unitIds', case when r.provider_id is null then null else coalesce((select jsonb_agg(s.unit_id)
            from unit_state s
            where s.municipality_id = r.municipality_id and s.provider_id = r.provider_id and s.superseded_at is null
              and s.valid_from <= (at at time zone 'Europe/Stockholm')::date
              and (s.valid_to is null or s.valid_to > (at at time zone 'Europe/Stockholm')::date)
              and (r.unit_id is null or s.unit_id = r.unit_id)), '[]') end)
        order by r.id)
      from role_assignment r
      where r.municipality_id = found_account.municipality_id and r.account_id = found_account.id
        and r.valid_from <= (at at time zone 'Europe/Stockholm')::date
        and (r.valid_to is null or r.valid_to >= (at at time zone 'Europe/Stockholm')::date)), '[]'))
    into answer from municipality m where m.id = found_account.municipality_id;
  return answer;
end $$;

create function auth.end_session(of_token_hash bytea, at timestamptz) returns void
  security definer set search_path = public, pg_temp language sql as $$
  update session set ended_at = at where token_hash = of_token_hash and ended_at is null $$;

create function auth.link(of_token_hash bytea, at timestamptz)
  returns table (kind text, name text, email text, municipality_name text)
  security definer set search_path = public, pg_temp stable language sql as $$
  select l.kind, a.name, a.email, m.name from account_link l
    join account a on a.municipality_id = l.municipality_id and a.id = l.account_id
    join municipality m on m.id = l.municipality_id
    where l.token_hash = of_token_hash and l.used_at is null and l.expires_at > at and a.state <> 'closed' $$;

-- Uses the link once, sets the password and ends every session the account had.
create function auth.use_link(of_token_hash bytea, new_password_hash text, at timestamptz)
  returns table (municipality_id uuid, account_id uuid)
  security definer set search_path = public, pg_temp language plpgsql as $$
declare used account_link;
begin
  update account_link l set used_at = at
    where l.token_hash = of_token_hash and l.used_at is null and l.expires_at > at returning * into used;
  if not found then return; end if;
  update account a set password_hash = new_password_hash, state = 'active'
    where a.municipality_id = used.municipality_id and a.id = used.account_id and a.state <> 'closed';
  if not found then return; end if;
  update session s set ended_at = at
    where s.municipality_id = used.municipality_id and s.account_id = used.account_id and s.ended_at is null;
  insert into audit (municipality_id, at, account_id, verb, target_id, outcome, detail)
    values (used.municipality_id, at, used.account_id, 'account.setPassword', used.account_id, 'done',
      jsonb_build_object('by', used.kind));
  return query select used.municipality_id, used.account_id;
end $$;

-- Counts an attempt and answers how many there have been in the window.
create function auth.count_attempt(of_key text, at timestamptz, window_minutes integer) returns integer
  security definer set search_path = public, pg_temp language plpgsql as $$
declare window_at timestamptz; counted integer;
begin
  window_at := to_timestamp(floor(extract(epoch from at) / (window_minutes * 60)) * window_minutes * 60);
  insert into throttle as t (key, window_start, attempts) values (of_key, window_at, 1)
    on conflict (key, window_start) do update set attempts = t.attempts + 1 returning attempts into counted;
  delete from throttle where window_start < at - interval '1 day';
  return counted;
end $$;

create function auth.clear_attempts(of_key text) returns void
  security definer set search_path = public, pg_temp language sql as $$ delete from throttle where key = of_key $$;

create function auth.record_sign_in(of_municipality uuid, of_account uuid, at timestamptz, what text) returns void
  security definer set search_path = public, pg_temp language sql as $$
  insert into audit (municipality_id, at, account_id, verb, target_id, outcome, detail)
    values (of_municipality, at, of_account, 'session.' || what, of_account,
      case when what = 'refused' then 'denied' else 'done' end, '{}') $$;

-- The municipality shown before sign-in: only where there is a single one.
create function auth.only_municipality() returns table (name text, accent text, is_demo boolean)
  security definer set search_path = public, pg_temp stable language sql as $$
  select name, accent, is_demo from municipality where (select count(*) from municipality) = 1 $$;

grant select, insert, update, delete on all tables in schema public to uppsikt_app;
revoke update, delete on audit, submission, assessment, fixed_verdict, action_entry, record from uppsikt_app;
revoke delete on all tables in schema public from uppsikt_app;
grant delete on hearing_comment, action, own_draft, presence to uppsikt_app;
revoke all on throttle from uppsikt_app;
revoke execute on all functions in schema public, auth, scope from public;
grant execute on all functions in schema public, auth, scope to uppsikt_app;
