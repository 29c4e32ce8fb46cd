-- additive
-- A calendar's address is a way in like any other: who changes a password may do so because somebody else has what it opened.
create or replace function auth.end_ways_in(of_municipality uuid, of_account uuid, kept_session uuid, at timestamptz) returns void
  security definer set search_path = public, pg_temp language plpgsql as $$
begin
  update session set ended_at = at where municipality_id = of_municipality and account_id = of_account
    and id is distinct from kept_session and ended_at is null;
  update half_sign_in set ended_at = at where municipality_id = of_municipality and account_id = of_account
    and ended_at is null;
  update api_token set ended_at = at where municipality_id = of_municipality and account_id = of_account
    and ended_at is null;
  update calendar_feed set ended_at = at where municipality_id = of_municipality and account_id = of_account
    and ended_at is null;
end $$;
