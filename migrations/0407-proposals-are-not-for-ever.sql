-- additive
-- A proposal that nobody took over may be deleted by who asked for it, and has a rule of disposal. One that was taken over is
-- the reason of the plan's rows: their foreign key keeps it.
grant delete on plan_proposal to uppsikt_app;

alter table disposal_rule drop constraint disposal_rule_kind_check;
alter table disposal_rule add constraint disposal_rule_kind_check check (kind in
  ('handIn', 'evidence', 'protocolNotes', 'registerEntry', 'import', 'notice', 'mail', 'signIn', 'draft', 'proposal'));
alter table disposal drop constraint disposal_kind_check;
alter table disposal add constraint disposal_kind_check check (kind in
  ('handIn', 'evidence', 'protocolNotes', 'registerEntry', 'import', 'notice', 'mail', 'signIn', 'draft', 'proposal'));

-- A proposal tells the month of visits that nobody announces, so that whoever proposes a disposal sees how many there are
-- and no names: it is a trace, counted from the end of the plan's years.
create or replace function disposal_trace(of_kind text) returns table (of_table text, moment text, over text) immutable
  language sql as $$
  select t.of_table, t.moment, t.over from (values
    ('notice', 'notice', 'sent_at', 'true'),
    ('mail', 'mail_delivery', 'queued_at', 'ended_at is not null'),
    ('signIn', 'session', 'least(coalesce(ended_at, expires_at), expires_at)',
      '(exists (select from session n where n.municipality_id = session.municipality_id
          and n.account_id = session.account_id and (n.seen_at, n.id) > (session.seen_at, session.id))
        or exists (select from account a where a.municipality_id = session.municipality_id
          and a.id = session.account_id and a.state = ''closed''))'),
    ('signIn', 'account_link', 'expires_at', 'true'),
    ('signIn', 'half_sign_in', 'expires_at', 'true'),
    ('signIn', 'pending_sign_in', 'expires_at', 'true'),
    ('draft', 'own_draft', 'saved_at', 'true'),
    ('proposal', 'plan_proposal',
      '(select make_timestamptz(y.to_year, 12, 31, 12, 0, 0, ''Europe/Stockholm'') from year_plan y
        where y.municipality_id = plan_proposal.municipality_id and y.id = plan_proposal.year_plan_id)',
      '(ended_at is not null and taken_at is null and not exists (select from plan_item i
        where i.municipality_id = plan_proposal.municipality_id and i.proposal_id = plan_proposal.id))'))
    t(kind, of_table, moment, over)
  where t.kind = of_kind $$;

-- Notices are the board's own or nobody's, proposals always the board's own; the rest belongs to the whole municipality.
create function disposal_trace_board(of_table text) returns text immutable language sql as $$
  select case of_table when 'notice' then 'and (board_id is null or board_id = $3)'
    when 'plan_proposal' then 'and board_id = $3' else '' end $$;

create or replace function auth.disposal_traces(of_board uuid, of_kind text, before date)
  returns table (month text, amount integer)
  security definer set search_path = public, pg_temp language plpgsql as $$
declare trace record;
begin
  if not (scope.has_power('system') or of_board = any(scope.registrar_boards())) then
    raise exception 'not the registrar of the board' using errcode = '42501';
  end if;
  for trace in select * from disposal_trace(of_kind) loop
    return query execute format(
      'select to_char((%1$s) at time zone ''Europe/Stockholm'', ''YYYY-MM''), count(*)::integer from %2$I
        where municipality_id = $1 and %3$s %4$s and (%1$s) < ($2::timestamp at time zone ''Europe/Stockholm'')
        group by 1',
      trace.moment, trace.of_table, trace.over, disposal_trace_board(trace.of_table))
      using scope.municipality(), before, of_board;
  end loop;
end $$;

create or replace function disposal_of_traces(of_disposal disposal, months text[]) returns void language plpgsql as $$
declare trace record;
begin
  for trace in select * from disposal_trace(of_disposal.kind) loop
    execute format(
      'delete from %2$I where municipality_id = $1 and %3$s %4$s
        and (%1$s) < ($2::timestamp at time zone ''Europe/Stockholm'')
        and to_char((%1$s) at time zone ''Europe/Stockholm'', ''YYYY-MM'') = any($5)',
      trace.moment, trace.of_table, trace.over, disposal_trace_board(trace.of_table))
      using of_disposal.municipality_id, of_disposal.before_on, of_disposal.board_id, of_disposal.id, months;
  end loop;
end $$;
