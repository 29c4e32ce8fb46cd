-- Somebody leaves: what is still theirs, in one list, and the end of their access the same second.

-- Every piece of work with a person's name on it. The reader's own walls hold: it shows what the tables would.
create view work_left with (security_invoker = true) as
  select m.municipality_id, m.account_id, 'followUp' as kind, f.id, f.board_id, f.unit_id, null::uuid as service_area_id,
      f.title, f.due_on, case when m.is_lead then 'lead' else 'member' end as part, '/uppfoljningar/' || f.id as href
    from follow_up_member m
    join follow_up f on f.municipality_id = m.municipality_id and f.id = m.follow_up_id
    where m.removed_at is null and f.state in ('planned', 'prepared', 'underway', 'hearing')
  union all
  -- A planned follow-up that has become one is counted there.
  select m.municipality_id, m.account_id, 'planned', i.id, i.board_id, i.unit_id, i.service_area_id,
      i.name, (make_date(i.year, coalesce(i.month, i.half * 6), 1) + interval '1 month - 1 day')::date, m.role,
      '/planer/ar/' || i.year_plan_id || '/rad/' || i.id
    from plan_item_member m
    join plan_item i on i.municipality_id = m.municipality_id and i.id = m.plan_item_id
    where i.removed_at is null and i.done_on is null
      and not exists (select from follow_up f where f.municipality_id = i.municipality_id and f.plan_item_id = i.id
        and f.state <> 'cancelled')
  union all
  -- What a rule draws from the three kinds above and below follows with them.
  select d.municipality_id, d.owner_id, case when d.rule = 'action.verify' then 'action' else 'duty' end, d.id, d.board_id,
      d.unit_id, null, d.title, d.due_on, '', '/skyldigheter/' || d.id
    from duty d
    where d.owner_id is not null and d.state = 'open' and d.owner_role not in ('unitManager', 'providerManager', 'delegate')
      and d.rule not in ('followUp.carryOut', 'agreementWork.write', 'register.review')
  union all
  select w.municipality_id, w.owner_id, 'agreementWork', w.id, w.board_id, null, w.service_area_id,
      w.title, w.due_on, '', '/avtal/overenskommelser'
    from agreement_work w
    where w.owner_id is not null and w.dropped_at is null
      and not exists (select from agreement_state s where s.municipality_id = w.municipality_id
        and s.agreement_id = w.agreement_id and s.superseded_at is null and s.status = 'adopted')
  union all
  select e.municipality_id, (e.facts ->> (field ->> 'key'))::uuid, 'register', e.id, e.board_id, e.unit_id, null,
      e.title, e.review_on, '', '/register/' || k.key || '/' || e.id
    from register_entry e
    join register_kind k on k.municipality_id = e.municipality_id and k.id = e.kind_id and k.is_on
    cross join lateral jsonb_array_elements(k.definition -> 'fields') field
    where e.removed_at is null and field ->> 'type' = 'person'
      and e.facts ->> (field ->> 'key') ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
grant select on work_left to uppsikt_app;

-- How much of each kind a person has, and for which board: the administrator, who sees no content, is told this much.
create function count_work_left(of_account uuid) returns table (board_id uuid, kind text, left_over bigint)
  security definer set search_path = public, pg_temp stable language sql as $$
  select w.board_id, w.kind, count(*) from work_left w
    where w.municipality_id = scope.municipality() and scope.has_power('admin') and w.account_id = of_account
    group by w.board_id, w.kind
  union all
  select r.board_id, 'request', count(*) from document_request r
    where r.municipality_id = scope.municipality() and scope.has_power('admin') and r.assigned_to = of_account
      and r.state in ('requested', 'returned', 'submitted')
    group by r.board_id
  order by 1, 2 $$;

-- Ends what an account that is closed, or has no role left on the day, could still reach: sessions, links, the calendar
-- address, mail that waits, and its place in protocols. A task a unit had handed to the person falls back to the
-- managers, who are told once; that is done for a role that ended while another stands, too.
create function auth.end_access(of_account uuid, today date, at timestamptz, notice_title text) returns jsonb
  security definer set search_path = public, pg_temp language plpgsql as $$
declare of_municipality uuid := scope.municipality(); is_out boolean; ended jsonb := '{}'; counted bigint;
begin
  if not scope.has_power('admin') then return ended; end if;
  select a.state = 'closed' or not exists (select from role_assignment r where r.municipality_id = a.municipality_id
      and r.account_id = a.id and (r.valid_to is null or r.valid_to >= today)) into is_out
    from account a where a.municipality_id = of_municipality and a.id = of_account;
  if is_out is null then return ended; end if;
  if is_out then
    update session set ended_at = at
      where municipality_id = of_municipality and account_id = of_account and ended_at is null;
    get diagnostics counted = row_count;
    ended := ended || jsonb_build_object('sessions', counted);
    update account_link set used_at = at
      where municipality_id = of_municipality and account_id = of_account and used_at is null;
    update calendar_feed set ended_at = at
      where municipality_id = of_municipality and account_id = of_account and ended_at is null;
    update mail_delivery set state = 'failed', ended_at = at, answer = 'closed'
      where municipality_id = of_municipality and account_id = of_account and state = 'queued';
    get diagnostics counted = row_count;
    ended := ended || jsonb_build_object('mails', counted);
    delete from presence where municipality_id = of_municipality and account_id = of_account;
  end if;
  with back as (
    update document_request r set assigned_to = null, revision = r.revision + 1
      where r.municipality_id = of_municipality and r.assigned_to = of_account
        and r.state in ('requested', 'returned', 'submitted')
        and (is_out or not exists (select from role_assignment h where h.municipality_id = r.municipality_id
          and h.account_id = of_account and h.provider_id = r.provider_id
          and (h.unit_id is null or h.unit_id = r.unit_id) and (h.valid_to is null or h.valid_to >= today)))
      returning r.unit_id, r.provider_id, r.board_id),
  told as (
    insert into notice (municipality_id, id, account_id, kind, title, href, board_id, sent_at)
    select of_municipality, gen_random_uuid(), h.account_id, 'request', left(notice_title, 300), '/lamna-in',
        (array_agg(b.board_id))[1], at
      from back b
      join role_assignment h on h.municipality_id = of_municipality and h.provider_id = b.provider_id
        and (h.unit_id is null or h.unit_id = b.unit_id) and h.role in ('unitManager', 'providerManager')
        and h.valid_from <= today and (h.valid_to is null or h.valid_to >= today) and h.account_id <> of_account
      join account a on a.municipality_id = of_municipality and a.id = h.account_id and a.state = 'active'
      group by h.account_id)
  select count(*) into counted from back;
  return ended || jsonb_build_object('requests', counted);
end $$;

-- A calendar address of somebody without a role is dead, not empty.
create or replace function auth.calendar_person(of_token_hash bytea, at timestamptz) returns jsonb
  security definer set search_path = public, pg_temp language plpgsql as $$
declare found_feed calendar_feed; answer jsonb;
begin
  select * into found_feed from calendar_feed where token_hash = of_token_hash and ended_at is null;
  if not found then return null; end if;
  answer := auth.person(found_feed.municipality_id, found_feed.account_id, at);
  if answer is null or answer -> 'assignments' = '[]' then return null; end if;
  if found_feed.read_at is null or found_feed.read_at < at - interval '1 hour' then
    update calendar_feed set read_at = at
      where municipality_id = found_feed.municipality_id and account_id = found_feed.account_id;
  end if;
  return answer || jsonb_build_object('sessionId', found_feed.account_id);
end $$;

revoke execute on function count_work_left(uuid), auth.end_access(uuid, date, timestamptz, text) from public;
grant execute on function count_work_left(uuid), auth.end_access(uuid, date, timestamptz, text) to uppsikt_app;
