-- additive
-- A passkey answers a challenge that was drawn for it and is taken once, whether the answer was right or not.

-- At one's own page, after the password: what a new passkey signs.
create table passkey_challenge (
  municipality_id uuid not null references municipality,
  id uuid not null,
  account_id uuid not null,
  session_id uuid not null,
  challenge text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  taken_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, account_id) references account (municipality_id, id),
  foreign key (municipality_id, session_id) references session (municipality_id, id)
);
create index passkey_challenge_account on passkey_challenge (municipality_id, account_id);
alter table passkey_challenge enable row level security;
create policy own_reads on passkey_challenge for select
  using (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
create policy own_makes on passkey_challenge for insert
  with check (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
create policy own_takes on passkey_challenge for update
  using (municipality_id = (select scope.municipality()) and account_id = (select scope.account()))
  with check (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
create policy own_sweeps on passkey_challenge for delete
  using (municipality_id = (select scope.municipality()) and account_id = (select scope.account()));
grant select, insert, delete on passkey_challenge to uppsikt_app;
grant update (taken_at) on passkey_challenge to uppsikt_app;

-- Between the two steps of signing in: gives what was to be signed, and draws the next in its place. Of two who answer
-- at once, one gets it.
create function auth.take_challenge(of_token_hash bytea, next_challenge text, at timestamptz) returns text
  security definer set search_path = public, pg_temp language plpgsql as $$
declare taken text;
begin
  select challenge into taken from half_sign_in
    where token_hash = of_token_hash and ended_at is null and made_at <= at and expires_at > at for update;
  if found then update half_sign_in set challenge = next_challenge where token_hash = of_token_hash; end if;
  return taken;
end $$;
revoke execute on function auth.take_challenge(bytea, text, timestamptz) from public;
grant execute on function auth.take_challenge(bytea, text, timestamptz) to uppsikt_app;
