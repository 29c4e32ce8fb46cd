-- Mail that waited for somebody who left says why it was not sent, in the words of the list it stands in.
create or replace function auth.end_access(of_account uuid, today date, at timestamptz, notice_title text) returns jsonb
  security definer set search_path = public, pg_temp language plpgsql as $$
declare of_municipality uuid := scope.municipality(); is_out boolean; ended jsonb := '{}'; counted bigint;
begin
  if not scope.has_power('admin') then return ended; end if;
  select a.state = 'closed' or not exists (select from role_assignment r where r.municipality_id = a.municipality_id
      and r.account_id = a.id and (r.valid_to is null or r.valid_to >= today)) into is_out
    from account a where a.municipality_id = of_municipality and a.id = of_account;
  if is_out is null then return ended; end if;
  if is_out then
    update session set ended_at = at
      where municipality_id = of_municipality and account_id = of_account and ended_at is null;
    get diagnostics counted = row_count;
    ended := ended || jsonb_build_object('sessions', counted);
    update account_link set used_at = at
      where municipality_id = of_municipality and account_id = of_account and used_at is null;
    update calendar_feed set ended_at = at
      where municipality_id = of_municipality and account_id = of_account and ended_at is null;
    update mail_delivery set state = 'failed', ended_at = at, answer = 'Kontot är stängt.'
      where municipality_id = of_municipality and account_id = of_account and state = 'queued';
    get diagnostics counted = row_count;
    ended := ended || jsonb_build_object('mails', counted);
    delete from presence where municipality_id = of_municipality and account_id = of_account;
  end if;
  with back as (
    update document_request r set assigned_to = null, revision = r.revision + 1
      where r.municipality_id = of_municipality and r.assigned_to = of_account
        and r.state in ('requested', 'returned', 'submitted')
        and (is_out or not exists (select from role_assignment h where h.municipality_id = r.municipality_id
          and h.account_id = of_account and h.provider_id = r.provider_id
          and (h.unit_id is null or h.unit_id = r.unit_id) and (h.valid_to is null or h.valid_to >= today)))
      returning r.unit_id, r.provider_id, r.board_id),
  told as (
    insert into notice (municipality_id, id, account_id, kind, title, href, board_id, sent_at)
    select of_municipality, gen_random_uuid(), h.account_id, 'request', left(notice_title, 300), '/lamna-in',
        (array_agg(b.board_id))[1], at
      from back b
      join role_assignment h on h.municipality_id = of_municipality and h.provider_id = b.provider_id
        and (h.unit_id is null or h.unit_id = b.unit_id) and h.role in ('unitManager', 'providerManager')
        and h.valid_from <= today and (h.valid_to is null or h.valid_to >= today) and h.account_id <> of_account
      join account a on a.municipality_id = of_municipality and a.id = h.account_id and a.state = 'active'
      group by h.account_id)
  select count(*) into counted from back;
  return ended || jsonb_build_object('requests', counted);
end $$;
