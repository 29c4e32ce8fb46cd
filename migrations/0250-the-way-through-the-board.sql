-- A matter's way through the board and back: the board's calendar, the agenda, decisions, what is sent out afterwards,
-- and the decisions that officials take on the board's behalf.

-- Matters: of which kind, what they replace (M-273), and what was changed of them with reason.
alter table matter add column kind text not null default 'other' check (kind in ('followUp', 'yearPlan', 'agreement',
  'guideline', 'sanction', 'delegation', 'release', 'other'));
alter table matter add column replaces_id uuid;
alter table matter add column history jsonb not null default '[]';  -- [{ at, by, what, from, reason }], oldest first
alter table matter add column revision integer not null default 1;
alter table matter add foreign key (municipality_id, replaces_id) references matter (municipality_id, id);
alter table matter add check (replaces_id <> id);
create index matter_replaces on matter (municipality_id, replaces_id) where replaces_id is not null;
update matter m set kind = 'followUp' where exists (select from follow_up f
  where f.municipality_id = m.municipality_id and f.matter_id = m.id);

-- An official note (tjänsteanteckning) is a record whose content is its text.
alter table record add column note text not null default '';
alter table record drop constraint record_kind_check;
alter table record add constraint record_kind_check check (kind in ('paper', 'extract', 'document', 'documentRequest',
  'submission', 'hearing', 'hearingRecall', 'hearingSilence', 'hearingAnswer', 'assessment', 'actionPlanRequest',
  'actionPlan', 'actionReport', 'referral', 'officialNote', 'delegation', 'dispatch', 'release'));

-- Meetings: the days around one, and one that is cancelled stays readable.
alter table meeting drop constraint meeting_state_check;
alter table meeting add constraint meeting_state_check
  check (state in ('planned', 'noticed', 'held', 'adjusted', 'cancelled'));
alter table meeting add column notice_by date;          -- null: seven days before
alter table meeting add column adjust_by date;          -- null: fourteen days after (KL 6:35, 5:69)
alter table meeting add column noticed_at timestamptz;
alter table meeting add column cancelled_at timestamptz;
alter table meeting add column cancelled_reason text not null default '';
alter table meeting add column adjusted_on date;
alter table meeting add column posted_on date;          -- the adjustment is told on the notice board (KL 8:12)
alter table meeting add column posted_until date;
alter table meeting add column revision integer not null default 1;
alter table meeting add check ((state = 'cancelled') = (cancelled_at is not null));
alter table meeting add check ((posted_on is null) = (posted_until is null));
alter table meeting drop constraint meeting_municipality_id_board_id_held_on_key;
create unique index meeting_one_a_day on meeting (municipality_id, board_id, held_on) where state <> 'cancelled';

-- Items: one may wait for a meeting, leave the agenda or come back, and each knows the one it came from.
alter table agenda_item alter column meeting_id drop not null;
alter table agenda_item alter column paper_id drop not null;
alter table agenda_item alter column number drop not null;
alter table agenda_item add column state text not null default 'onAgenda'
  check (state in ('waiting', 'onAgenda', 'withdrawn', 'moved', 'decided'));
update agenda_item set state = 'decided' where outcome is not null;
alter table agenda_item add column presenter text not null default '';
alter table agenda_item add column left_reason text not null default '';  -- why it was withdrawn or moved
alter table agenda_item add column came_from_id uuid;
alter table agenda_item add column return_by date;      -- referred back: when what is asked for is to be there
alter table agenda_item add column reservations jsonb not null default '[]';  -- [{ name, text }]
alter table agenda_item add column votes jsonb;         -- { yes, no, abstained }
alter table agenda_item add column earlier jsonb not null default '[]';  -- outcomes written before, oldest first
alter table agenda_item add column notes jsonb not null default '[]';    -- [{ at, by, text }] after the adjustment
alter table agenda_item add column extract jsonb;       -- what the extract says, from the adjustment on
alter table agenda_item add column extract_number integer;
alter table agenda_item add column revision integer not null default 1;
update agenda_item set reservations = '[{"name": "", "text": ""}]' where reservation;
alter table agenda_item drop column reservation;
alter table agenda_item add check ((state = 'waiting') = (meeting_id is null));
alter table agenda_item add check ((state = 'decided') = (outcome is not null));
alter table agenda_item add foreign key (municipality_id, came_from_id) references agenda_item (municipality_id, id)
  on delete cascade;
alter table agenda_item drop constraint agenda_item_municipality_id_meeting_id_number_key;
alter table agenda_item add constraint agenda_item_number unique (municipality_id, meeting_id, number)
  deferrable initially deferred;
create index agenda_item_came_from on agenda_item (municipality_id, came_from_id) where came_from_id is not null;
drop policy member on agenda_item;
create policy member on agenda_item for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[])
    and exists (select from meeting m where m.municipality_id = agenda_item.municipality_id
      and m.id = agenda_item.meeting_id and (m.state in ('noticed', 'held', 'adjusted') or m.noticed_at is not null)));

-- Bias (jäv, KL 6:28–32): who does not take part in an item, and who took part instead.
create table agenda_bias (
  municipality_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  board_id uuid not null,
  account_id uuid,
  person_name text not null,
  reason text not null default '',
  replaced_by text not null default '',
  declared_by uuid not null,
  declared_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, item_id) references agenda_item (municipality_id, id) on delete cascade
);
create index agenda_bias_item on agenda_bias (municipality_id, item_id);
alter table agenda_bias enable row level security;
create policy office on agenda_bias for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy member on agenda_bias for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[]));
create policy member_declares on agenda_bias for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[])
    and account_id = (select scope.account()));
grant select, insert, update on agenda_bias to uppsikt_app;

-- Other bodies of one report (M-270), each with its own case number. Another board of ours reads the frozen paper by
-- this row: showing something across boards is an act with a ground, by a person, at a time.
create table paper_body (
  municipality_id uuid not null,
  id uuid not null,
  paper_id uuid not null,
  board_id uuid not null,
  to_board_id uuid,
  body_name text not null,
  case_number text not null default '',
  role text not null check (role in ('decides', 'receives')),
  ground text not null default '',
  added_by uuid not null,
  added_by_name text not null,
  added_at timestamptz not null,
  put_before_board_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, paper_id) references paper (municipality_id, id) on delete cascade,
  foreign key (municipality_id, to_board_id) references board (municipality_id, id),
  check (to_board_id is null or ground <> '')
);
create index paper_body_paper on paper_body (municipality_id, paper_id);
alter table paper_body enable row level security;
create policy office on paper_body for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy other_board on paper_body for select
  using (municipality_id = (select scope.municipality()) and to_board_id = any((select scope.office_boards())::uuid[]));
create policy other_board_puts on paper_body for update
  using (municipality_id = (select scope.municipality()) and to_board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and to_board_id = any((select scope.office_boards())::uuid[]));
create policy member on paper_body for select
  using (municipality_id = (select scope.municipality()) and (board_id = any((select scope.member_boards())::uuid[])
    or to_board_id = any((select scope.member_boards())::uuid[])));
grant select, insert, delete on paper_body to uppsikt_app;
grant update (put_before_board_at) on paper_body to uppsikt_app;

create policy other_board on paper for select
  using (municipality_id = (select scope.municipality()) and state = 'frozen'
    and exists (select from paper_body b where b.municipality_id = paper.municipality_id and b.paper_id = paper.id
      and b.to_board_id = any((select scope.office_boards())::uuid[])));
create policy other_member on paper for select
  using (municipality_id = (select scope.municipality()) and state = 'frozen'
    and exists (select from paper_body b where b.municipality_id = paper.municipality_id and b.paper_id = paper.id
      and b.to_board_id = any((select scope.member_boards())::uuid[]) and b.put_before_board_at is not null));

-- Sending out (expediering) an extract: to whom, by which way, and the receipt (kvittens). What was sent is kept with it,
-- so that the receiver reads just that and nothing else of the meeting.
create table delivery (
  municipality_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  board_id uuid not null,
  matter_id uuid not null,
  receiver_kind text not null check (receiver_kind in ('provider', 'unit', 'board', 'council', 'other')),
  receiver_name text not null,
  provider_id uuid,
  unit_id uuid,
  to_board_id uuid,
  way text not null check (way in ('system', 'email', 'post', 'byHand')),
  content jsonb not null,
  sent_at timestamptz not null,
  sent_by uuid not null,
  record_number integer not null,
  received_on date,
  received_note text not null default '',
  primary key (municipality_id, id),
  foreign key (municipality_id, item_id) references agenda_item (municipality_id, id) on delete cascade,
  check (way <> 'system' or provider_id is not null or to_board_id is not null)
);
create index delivery_item on delivery (municipality_id, item_id);
alter table delivery enable row level security;
create policy office on delivery for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy receiving_board on delivery for select
  using (municipality_id = (select scope.municipality()) and to_board_id = any((select scope.office_boards())::uuid[]));
create policy operator on delivery for select
  using (municipality_id = (select scope.municipality()) and way = 'system'
    and provider_id = any((select scope.providers())::uuid[])
    and (unit_id is null or unit_id = any((select scope.units())::uuid[])));
grant select, insert on delivery to uppsikt_app;
grant update (received_on, received_note) on delivery to uppsikt_app;

-- The delegation order (KL 6:37, 7:5): versions over time, each with its points. A decided version never changes.
create table delegation_order (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  number integer not null check (number > 0),
  state text not null check (state in ('draft', 'decided')),
  valid_from date,
  decided_on date,
  decision text not null default '',    -- the board's paragraph and case number
  revision integer not null default 1,
  primary key (municipality_id, id),
  unique (municipality_id, board_id, number),
  foreign key (municipality_id, board_id) references board (municipality_id, id),
  check ((state = 'decided') = (valid_from is not null and decided_on is not null))
);
alter table delegation_order enable row level security;
create policy office on delegation_order for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy member on delegation_order for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[])
    and state = 'decided');
grant select, insert, update, delete on delegation_order to uppsikt_app;

create table delegation_point (
  municipality_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  board_id uuid not null,
  code text not null,
  law text not null default '',
  what text not null,
  roles text[] not null check (cardinality(roles) > 0),
  conditions text not null default '',
  limits text not null default '',
  -- Acts elsewhere in the system that are decisions by this point.
  act text check (act in ('ivoNotification', 'eventDrivenFollowUp', 'sanction', 'fixPlan')),
  primary key (municipality_id, id),
  unique (municipality_id, order_id, code),
  unique (municipality_id, order_id, act),
  foreign key (municipality_id, order_id) references delegation_order (municipality_id, id) on delete cascade
);
alter table delegation_point enable row level security;
create policy office on delegation_point for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy member on delegation_point for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[])
    and exists (select from delegation_order o where o.municipality_id = delegation_point.municipality_id
      and o.id = delegation_point.order_id));
grant select, insert, update, delete on delegation_point to uppsikt_app;

-- A decision by an official under a point (delegationsbeslut), or by the chair in an urgent matter (KL 6:39).
create table delegation_decision (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  year integer not null,
  number integer not null,
  point_id uuid,
  point text not null,                  -- code and words, as they read on the day
  matter_id uuid not null,
  record_number integer not null,
  what text not null,
  reason text not null default '',
  decided_on date not null,
  decided_by uuid,                      -- null: the chair, who has no account of the office
  decided_by_name text not null,
  decided_as text not null,             -- role or office at the time
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  act text,
  source_id uuid,                       -- the finding, follow-up … that the act was done to
  reported_item_id uuid,
  primary key (municipality_id, id),
  unique (municipality_id, board_id, year, number),
  foreign key (municipality_id, matter_id) references matter (municipality_id, id),
  foreign key (municipality_id, point_id) references delegation_point (municipality_id, id),
  foreign key (municipality_id, reported_item_id) references agenda_item (municipality_id, id)
    on delete set null (reported_item_id)
);
create index delegation_decision_item on delegation_decision (municipality_id, reported_item_id);
create index delegation_decision_source on delegation_decision (municipality_id, source_id) where source_id is not null;
alter table delegation_decision enable row level security;
create policy office on delegation_decision for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
-- A member sees what is reported to the board, from the notice of that meeting on: the item's own wall decides.
create policy member on delegation_decision for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[])
    and exists (select from agenda_item i where i.municipality_id = delegation_decision.municipality_id
      and i.id = delegation_decision.reported_item_id));
grant select, insert on delegation_decision to uppsikt_app;
grant update (reported_item_id) on delegation_decision to uppsikt_app;

-- What became of the board's decisions, in counts only: a member has no way into matters, findings and actions.
create function what_became(of_items uuid[]) returns table (item_id uuid, follow_ups integer, fixed integer,
    findings integer, open_findings integer, actions integer, done_actions integer, sent integer, later_item uuid,
    later_meeting uuid, later_on date, later_outcome text)
  security definer set search_path = public, pg_temp stable language sql as $$
  select i.id, f.all_of_them, f.fixed, g.all_of_them, g.open, a.all_of_them, a.done,
      (select count(*)::int from delivery d where d.municipality_id = i.municipality_id and d.item_id = i.id),
      l.id, l.meeting_id, l.held_on, l.outcome
    from agenda_item i
    cross join lateral (select count(*)::int as all_of_them,
        count(*) filter (where u.state in ('fixed', 'closed'))::int as fixed from follow_up u
      where u.municipality_id = i.municipality_id and u.matter_id = i.matter_id) f
    cross join lateral (select count(*)::int as all_of_them,
        count(*) filter (where n.state in ('open', 'planned', 'escalated'))::int as open from finding n
        join follow_up u on u.municipality_id = n.municipality_id and u.id = n.follow_up_id
      where n.municipality_id = i.municipality_id and u.matter_id = i.matter_id and n.state <> 'withdrawn') g
    cross join lateral (select count(*)::int as all_of_them,
        count(*) filter (where c.state in ('verified', 'closed'))::int as done from action c
        join finding n on n.municipality_id = c.municipality_id and n.id = c.finding_id
        join follow_up u on u.municipality_id = n.municipality_id and u.id = n.follow_up_id
      where c.municipality_id = i.municipality_id and u.matter_id = i.matter_id) a
    left join lateral (select s.id, s.meeting_id, m.held_on, s.outcome from agenda_item s
        left join meeting m on m.municipality_id = s.municipality_id and m.id = s.meeting_id
      where s.municipality_id = i.municipality_id and s.came_from_id = i.id and s.state not in ('withdrawn', 'moved')
        and (i.board_id = any((select scope.office_boards())::uuid[]) or m.noticed_at is not null)
      order by m.held_on desc nulls first, s.id limit 1) l on true
    where i.municipality_id = (select scope.municipality()) and i.id = any(of_items) and i.state = 'decided'
      and (i.board_id = any((select scope.office_boards())::uuid[])
        or i.board_id = any((select scope.member_boards())::uuid[])) $$;
