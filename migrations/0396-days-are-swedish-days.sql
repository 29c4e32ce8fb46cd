-- additive
-- The database's own day is the day in UTC: yesterday, for an hour or two after midnight. Whose role ended yesterday would
-- be let in till then, and whose begins today kept out.
create function scope.day_of(moment timestamptz) returns date stable language sql as
  $$ select (moment at time zone 'Europe/Stockholm')::date $$;
create function scope.today() returns date stable language sql as $$ select scope.day_of(now()) $$;
grant execute on function scope.day_of(timestamptz), scope.today() to uppsikt_app;

alter policy team on plan_visit_day
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and (exists (select from plan_item_member m where m.municipality_id = plan_visit_day.municipality_id
        and m.plan_item_id = plan_visit_day.plan_item_id and m.account_id = (select scope.account()))
      or exists (select from role_assignment r where r.municipality_id = plan_visit_day.municipality_id
        and r.account_id = (select scope.account()) and r.role = 'strategist' and r.board_id = plan_visit_day.board_id
        and r.valid_from <= (select scope.today()) and (r.valid_to is null or r.valid_to >= (select scope.today())))))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and (exists (select from plan_item_member m where m.municipality_id = plan_visit_day.municipality_id
        and m.plan_item_id = plan_visit_day.plan_item_id and m.account_id = (select scope.account()))
      or exists (select from role_assignment r where r.municipality_id = plan_visit_day.municipality_id
        and r.account_id = (select scope.account()) and r.role = 'strategist' and r.board_id = plan_visit_day.board_id
        and r.valid_from <= (select scope.today()) and (r.valid_to is null or r.valid_to >= (select scope.today())))));

alter policy team_before_it_begins on visit
  using (announced or begun_at is not null
    or exists (select from follow_up f where f.municipality_id = visit.municipality_id
        and f.id = visit.follow_up_id and f.begun_at is not null)
    or exists (select from follow_up_member m where m.municipality_id = visit.municipality_id
        and m.follow_up_id = visit.follow_up_id and m.account_id = (select scope.account()) and m.removed_at is null)
    or exists (select from role_assignment r where r.municipality_id = visit.municipality_id
        and r.account_id = (select scope.account()) and r.role = 'strategist' and r.board_id = visit.board_id
        and r.valid_from <= (select scope.today()) and (r.valid_to is null or r.valid_to >= (select scope.today()))));

alter policy strategist on plan_proposal
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and exists (select from role_assignment r where r.municipality_id = plan_proposal.municipality_id
      and r.account_id = (select scope.account()) and r.role = 'strategist' and r.board_id = plan_proposal.board_id
      and r.valid_from <= (select scope.today()) and (r.valid_to is null or r.valid_to >= (select scope.today()))))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and exists (select from role_assignment r where r.municipality_id = plan_proposal.municipality_id
      and r.account_id = (select scope.account()) and r.role = 'strategist' and r.board_id = plan_proposal.board_id
      and r.valid_from <= (select scope.today()) and (r.valid_to is null or r.valid_to >= (select scope.today()))));

create or replace function units_of_other_boards() returns table (unit_id uuid, name text, service_area_id uuid,
    area_name text, board_id uuid, board_name text)
  security definer set search_path = public, pg_temp stable language sql as $$
  select u.id, s.name, a.id, a.name, b.id, b.name
  from unit u
  join board b on b.municipality_id = u.municipality_id and b.id = u.board_id
  join unit_state s on s.municipality_id = u.municipality_id and s.unit_id = u.id and s.superseded_at is null
    and s.valid_from <= scope.today() and (s.valid_to is null or s.valid_to > scope.today())
  join service_area a on a.municipality_id = s.municipality_id and a.id = s.service_area_id
  where u.municipality_id = scope.municipality() and scope.is_office()
    and u.board_id <> all(scope.office_boards()) and s.status = 'active'
  order by b.name, a.name, s.name, u.id $$;

-- When somebody was here last decides whether their account is closed as idle, later than sign-ins may be disposed of: the
-- newest sign-in of an account that is not closed stays.
create or replace function disposal_trace(of_kind text) returns table (of_table text, moment text, over text) immutable
  language sql as $$
  select t.of_table, t.moment, t.over from (values
    ('notice', 'notice', 'sent_at', 'true'),
    ('mail', 'mail_delivery', 'queued_at', 'ended_at is not null'),
    ('signIn', 'session', 'least(coalesce(ended_at, expires_at), expires_at)',
      '(exists (select from session n where n.municipality_id = session.municipality_id
          and n.account_id = session.account_id and (n.seen_at, n.id) > (session.seen_at, session.id))
        or exists (select from account a where a.municipality_id = session.municipality_id
          and a.id = session.account_id and a.state = ''closed''))'),
    ('signIn', 'account_link', 'expires_at', 'true'),
    ('signIn', 'half_sign_in', 'expires_at', 'true'),
    ('signIn', 'pending_sign_in', 'expires_at', 'true'),
    ('draft', 'own_draft', 'saved_at', 'true')) t(kind, of_table, moment, over)
  where t.kind = of_kind $$;
