-- The day of an unannounced visit is the team's and the strategist's until the visit has begun: colleagues without a
-- part in it, the registrar and the auditor among them, learn it with everybody else. The same wall as the plan's
-- schedule (plan_visit_day). Restrictive: it is asked beside the policy that lets the office in.
create policy team_before_it_begins on visit as restrictive for select
  using (announced or begun_at is not null
    or exists (select from follow_up f where f.municipality_id = visit.municipality_id
        and f.id = visit.follow_up_id and f.begun_at is not null)
    or exists (select from follow_up_member m where m.municipality_id = visit.municipality_id
        and m.follow_up_id = visit.follow_up_id and m.account_id = (select scope.account()) and m.removed_at is null)
    or exists (select from role_assignment r where r.municipality_id = visit.municipality_id
        and r.account_id = (select scope.account()) and r.role = 'strategist' and r.board_id = visit.board_id
        and r.valid_from <= current_date and (r.valid_to is null or r.valid_to >= current_date)));
