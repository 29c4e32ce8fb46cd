-- additive
-- How many proposals may be computed before this one, as it stands now: the boards of a municipality take turns, and so do
-- the municipalities of the installation. A number and nothing more, for whoever may read the proposal; the others stay
-- unseen behind their walls. Undefined for one that does not wait.
create function proposals_before(of_proposal uuid) returns integer
  security definer set search_path = public, pg_temp stable language sql as $$
  with waiting as (
    select municipality_id, board_id, id,
      row_number() over (partition by municipality_id, board_id order by asked_at, id) as turn
    from plan_proposal where state = 'queued'),
  mine as (
    select * from waiting where id = of_proposal and municipality_id = scope.municipality()
      and board_id = any(scope.office_boards())),
  near as (
    select count(*) as before from waiting o, mine
    where o.municipality_id = mine.municipality_id and o.id <> mine.id
      and (o.turn < mine.turn or o.board_id <> mine.board_id and o.turn = mine.turn))
  select (near.before
    + (select coalesce(sum(least(o.waits, near.before + 1)), 0)
        from (select count(*) as waits from waiting where municipality_id <> mine.municipality_id
          group by municipality_id) o)
    + (select count(*) from plan_proposal where state = 'working'))::integer
  from mine, near $$;
revoke all on function proposals_before(uuid) from public;
grant execute on function proposals_before(uuid) to uppsikt_app;
