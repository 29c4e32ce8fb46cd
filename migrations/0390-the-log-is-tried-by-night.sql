-- additive
-- A log grows for ever, and so does the time it takes to try its chain: after some years longer than a page may take. The
-- background work tries the whole of it once a day and says so in a row of the log; a page tries what has come since.
create function first_broken_audit_after(of_municipality uuid, after_seq bigint) returns bigint security definer
  set search_path = public, pg_temp stable language sql as $$
  select seq from (
    select a.seq, a.hash, a.previous_hash, lag(a.hash, 1, '\x'::bytea) over w as expected_previous,
      lag(a.seq, 1, 0::bigint) over w as previous_seq,
      sha256(a.previous_hash || convert_to(jsonb_build_array(
        a.municipality_id, a.seq, extract(epoch from a.at), a.account_id, a.verb, a.target_id, a.board_id,
        a.unit_id, a.command_id, a.outcome, a.detail)::text, 'UTF8')) as expected
    -- With the last row that was tried, so that the first new one is held against it.
    from audit a where a.municipality_id = of_municipality and a.seq >= after_seq
      and of_municipality = scope.municipality() and scope.has_power('auditor')
    window w as (order by a.seq)) chained
  where seq > after_seq and (hash <> expected or previous_hash <> expected_previous or seq <> previous_seq + 1)
  order by seq limit 1 $$;
revoke execute on function first_broken_audit_after(uuid, bigint) from public;
grant execute on function first_broken_audit_after(uuid, bigint) to uppsikt_app;

create or replace function first_broken_audit(of_municipality uuid) returns bigint security invoker
  set search_path = public, pg_temp stable language sql as $$
  select first_broken_audit_after(of_municipality, 0) $$;

create index audit_checks on audit (municipality_id, seq) where verb = 'audit.check';
