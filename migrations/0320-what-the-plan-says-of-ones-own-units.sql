-- What an operator is told of the decided plans: its own units, each with year and half-year, and nothing else (M-080).
-- Never the month, the team or the reason; of a visit that is not announced nothing at all, so that the answer is the
-- same with and without it. Nothing before the decision: where two decide, the last of them; a version whose decision
-- was withdrawn never held. An operator reads the years in which it runs the unit, not those of the one before it.
create function planned_for_own_units() returns table (unit_id uuid, year integer, half integer)
  security definer set search_path = public, pg_temp stable language sql as $$
  with decided as (
    select distinct on (v.year_plan_id) v.content
    from year_plan_version v
    join year_plan p on p.municipality_id = v.municipality_id and p.id = v.year_plan_id
    where v.municipality_id = scope.municipality() and v.withdrawn_at is null
      and (v.decided_by = 'board' or v.version < p.version or p.state = 'decided')
    order by v.year_plan_id, v.version desc),
  said as (
    select distinct (i ->> 'unitId')::uuid as unit_id, (i ->> 'year')::integer as year, (i ->> 'half')::integer as half
    from decided d, jsonb_array_elements(d.content -> 'items') i
    where (i ->> 'announced')::boolean and (i ->> 'unitId')::uuid = any(scope.units()))
  select w.unit_id, w.year, w.half from said w
  where exists (select from unit_state s
    where s.municipality_id = scope.municipality() and s.unit_id = w.unit_id and s.superseded_at is null
      and s.provider_id = any(scope.providers())
      and s.valid_from <= make_date(w.year, 12, 31)
      and (s.valid_to is null or s.valid_to > make_date(w.year, 1, 1)))
  order by w.year, w.half, w.unit_id $$;
revoke all on function planned_for_own_units() from public;
grant execute on function planned_for_own_units() to uppsikt_app;
