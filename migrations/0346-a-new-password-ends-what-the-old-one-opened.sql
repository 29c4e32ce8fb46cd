-- additive
-- Whoever changes a password may do so because somebody else has it: what was made with the old one ends too.
create function auth.end_ways_in(of_municipality uuid, of_account uuid, kept_session uuid, at timestamptz) returns void
  security definer set search_path = public, pg_temp language plpgsql as $$
begin
  update session set ended_at = at where municipality_id = of_municipality and account_id = of_account
    and id is distinct from kept_session and ended_at is null;
  update half_sign_in set ended_at = at where municipality_id = of_municipality and account_id = of_account
    and ended_at is null;
  update api_token set ended_at = at where municipality_id = of_municipality and account_id = of_account
    and ended_at is null;
end $$;
revoke execute on function auth.end_ways_in(uuid, uuid, uuid, timestamptz) from public;

create or replace function auth.set_own_password(new_hash text, kept_session uuid, at timestamptz) returns void
  security definer set search_path = public, pg_temp language sql as $$
  update account set password_hash = new_hash
    where municipality_id = scope.municipality() and id = scope.account() and state = 'active';
  select auth.end_ways_in(scope.municipality(), scope.account(), kept_session, at) $$;

create or replace function auth.use_link(of_token_hash bytea, new_password_hash text, at timestamptz)
  returns table (municipality_id uuid, account_id uuid)
  security definer set search_path = public, pg_temp language plpgsql as $$
declare used account_link;
begin
  update account_link l set used_at = at
    where l.token_hash = of_token_hash and l.used_at is null and l.expires_at > at returning * into used;
  if not found then return; end if;
  update account a set password_hash = new_password_hash, state = 'active'
    where a.municipality_id = used.municipality_id and a.id = used.account_id and a.state <> 'closed';
  if not found then return; end if;
  perform auth.end_ways_in(used.municipality_id, used.account_id, null, at);
  insert into audit (municipality_id, at, account_id, verb, target_id, outcome, detail)
    values (used.municipality_id, at, used.account_id, 'account.setPassword', used.account_id, 'done',
      jsonb_build_object('by', used.kind));
  return query select used.municipality_id, used.account_id;
end $$;

-- Codes of eighty random bits are replaced by longer ones (120 bits): the short ones let nobody in any more.
update recovery_code set ended_at = now() where ended_at is null;
