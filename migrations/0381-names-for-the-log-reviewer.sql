-- additive
-- The log holds references. Whoever reviews it needs the names of the units and providers they lead to, and no more of
-- them; of a follow-up not even that, for an unannounced visit is the team's until it has begun.
create function log_target_names(of_ids uuid[], today date) returns table (id uuid, name text)
  security definer set search_path = public, pg_temp stable language sql as $$
  select s.unit_id, s.name from unit_state s
    where scope.has_power('auditor') and s.municipality_id = scope.municipality() and s.unit_id = any(of_ids)
      and s.superseded_at is null and s.valid_from <= today and (s.valid_to is null or s.valid_to > today)
  union all
  select p.id, p.name from provider p
    where scope.has_power('auditor') and p.municipality_id = scope.municipality() and p.id = any(of_ids)
  union all
  select a.id, a.name from account a
    where scope.has_power('auditor') and a.municipality_id = scope.municipality() and a.id = any(of_ids) $$;
revoke execute on function log_target_names(uuid[], date) from public;
grant execute on function log_target_names(uuid[], date) to uppsikt_app;
