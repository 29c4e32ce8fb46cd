-- The background work knows no person: which municipalities there are, and their boards, is all it is told.
create function auth.municipalities() returns table (id uuid, boards uuid[])
  security definer set search_path = public, pg_temp stable language sql as $$
  select m.id, coalesce((select array_agg(b.id order by b.id) from board b where b.municipality_id = m.id), '{}')
    from municipality m order by m.id $$;

-- A person as the session and the calendar address know them: the account, and the roles it holds at that moment.
-- Nobody is let in by this: it is asked only by the two functions below, which know the secret.
create function auth.person(of_municipality uuid, of_account uuid, at timestamptz) returns jsonb
  security definer set search_path = public, pg_temp stable language sql as $$
  select jsonb_build_object(
    'municipalityId', a.municipality_id, 'municipalityName', m.name, 'accent', m.accent, 'isDemo', m.is_demo,
    'accountId', a.id, 'name', a.name, 'side', a.side, 'providerId', a.provider_id,
    'assignments', coalesce((select jsonb_agg(jsonb_build_object(
        'role', r.role, 'boardId', r.board_id, 'providerId', r.provider_id,
        'unitIds', case when r.provider_id is null then null else coalesce((select jsonb_agg(s.unit_id)
            from unit_state s
            where s.municipality_id = r.municipality_id and s.provider_id = r.provider_id and s.superseded_at is null
              and s.valid_from <= (at at time zone 'Europe/Stockholm')::date
              and (s.valid_to is null or s.valid_to > (at at time zone 'Europe/Stockholm')::date)
              and (r.unit_id is null or s.unit_id = r.unit_id)), '[]') end)
        order by r.id)
      from role_assignment r
      where r.municipality_id = a.municipality_id and r.account_id = a.id
        and r.valid_from <= (at at time zone 'Europe/Stockholm')::date
        and (r.valid_to is null or r.valid_to >= (at at time zone 'Europe/Stockholm')::date)), '[]'))
    from account a join municipality m on m.id = a.municipality_id
    where a.municipality_id = of_municipality and a.id = of_account and a.state = 'active' $$;

create or replace function auth.session(of_token_hash bytea, at timestamptz) returns jsonb
  security definer set search_path = public, pg_temp language plpgsql as $$
declare found_session session; answer jsonb;
begin
  select * into found_session from session where token_hash = of_token_hash and ended_at is null
    and expires_at > at and seen_at > at - interval '30 minutes';
  if not found then return null; end if;
  answer := auth.person(found_session.municipality_id, found_session.account_id, at);
  if answer is null then return null; end if;
  if found_session.seen_at < at - interval '1 minute' then
    update session set seen_at = at where municipality_id = found_session.municipality_id and id = found_session.id;
  end if;
  return answer || jsonb_build_object('sessionId', found_session.id);
end $$;

-- Whose calendar an address is. Being read is written at most once an hour.
create function auth.calendar_person(of_token_hash bytea, at timestamptz) returns jsonb
  security definer set search_path = public, pg_temp language plpgsql as $$
declare found_feed calendar_feed; answer jsonb;
begin
  select * into found_feed from calendar_feed where token_hash = of_token_hash and ended_at is null;
  if not found then return null; end if;
  answer := auth.person(found_feed.municipality_id, found_feed.account_id, at);
  if answer is not null and (found_feed.read_at is null or found_feed.read_at < at - interval '1 hour') then
    update calendar_feed set read_at = at
      where municipality_id = found_feed.municipality_id and account_id = found_feed.account_id;
  end if;
  return answer || jsonb_build_object('sessionId', found_feed.account_id);
end $$;

revoke execute on function auth.municipalities(), auth.person(uuid, uuid, timestamptz),
  auth.calendar_person(bytea, timestamptz) from public;
grant execute on function auth.municipalities(), auth.calendar_person(bytea, timestamptz) to uppsikt_app;

-- Every command tells the background work that something changed, so that what is owed follows within a second or two.
create function tell_of_command() returns trigger set search_path = public, pg_temp language plpgsql as $$
begin
  perform pg_notify('uppsikt_command', new.municipality_id::text);
  return null;
end $$;
create trigger tells after insert on command_receipt for each row execute function tell_of_command();
revoke execute on function tell_of_command() from public;
