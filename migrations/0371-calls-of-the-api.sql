-- Counts a call for each of several keys in one go, and answers how many there have been in the window. What is past is
-- thrown away now and then, by whoever happens to call.
create function auth.count_calls(of_keys text[], at timestamptz) returns integer[]
  security definer set search_path = public, pg_temp language plpgsql as $$
declare window_at timestamptz := date_trunc('minute', at); counted integer[];
begin
  with called as (
    insert into throttle as t (key, window_start, attempts)
      select 'api:' || k, window_at, 1 from unnest(of_keys) k order by k
      on conflict (key, window_start) do update set attempts = t.attempts + 1
      returning key, attempts)
  select array_agg(called.attempts order by wanted.place) into counted
    from unnest(of_keys) with ordinality wanted (key, place) join called on called.key = 'api:' || wanted.key;
  if random() < 0.01 then
    delete from throttle where key like 'api:%' and window_start < at - interval '5 minutes';
  end if;
  return counted;
end $$;
revoke execute on function auth.count_calls(text[], timestamptz) from public;
grant execute on function auth.count_calls(text[], timestamptz) to uppsikt_app;
