-- Hearing (faktagranskning), fixed assessments, findings, action plans.

create table hearing (
  municipality_id uuid not null,
  id uuid not null,
  follow_up_id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  snapshot jsonb not null,             -- the draft as it was sent
  sha256 bytea not null,
  state text not null check (state in ('open', 'answered', 'silent', 'recalled')),
  due_on date not null,
  due_ground text not null,
  message text not null default '',
  extension_asked_until date,
  extension_reason text not null default '',
  extension_answer text check (extension_answer in ('granted', 'refused')),
  statement text not null default '',
  recall_reason text not null default '',
  sent_by uuid not null,
  shared_at timestamptz not null,
  opened_at timestamptz,
  answered_by uuid,
  answered_at timestamptz,
  revision integer not null default 1,
  primary key (municipality_id, id),
  foreign key (municipality_id, follow_up_id) references follow_up (municipality_id, id)
);
create index hearing_follow_up on hearing (municipality_id, follow_up_id);
create unique index hearing_one_open on hearing (municipality_id, follow_up_id) where state = 'open';
alter table hearing enable row level security;
create policy office on hearing for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on hearing for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]));
create policy operator_updates on hearing for update
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and state in ('open', 'answered'))
  with check (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and state in ('open', 'answered'));

create table hearing_comment (
  municipality_id uuid not null,
  id uuid not null,
  hearing_id uuid not null,
  protocol_row_id uuid,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  kind text not null check (kind in ('factualError', 'missingInformation', 'otherJudgement', 'typingError')),
  text text not null check (text <> ''),
  file_id uuid,
  made_by uuid not null,
  made_at timestamptz not null,
  sent_at timestamptz,                 -- null: the provider's own space
  answer text not null default '',
  outcome text check (outcome in ('accepted', 'partly', 'declined')),
  answered_by uuid,
  answered_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, hearing_id) references hearing (municipality_id, id),
  foreign key (municipality_id, protocol_row_id) references protocol_row (municipality_id, id)
);
create index hearing_comment_hearing on hearing_comment (municipality_id, hearing_id);
alter table hearing_comment enable row level security;
create policy office on hearing_comment for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and sent_at is not null);
create policy office_answers on hearing_comment for update
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and sent_at is not null)
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and sent_at is not null);
create policy operator on hearing_comment for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]));
create policy operator_inserts on hearing_comment for insert
  with check (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and made_by = (select scope.account()));
create policy operator_updates on hearing_comment for update
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and outcome is null)
  with check (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and outcome is null);
create policy operator_deletes on hearing_comment for delete
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]) and sent_at is null);

-- A fixed assessment (fastställd bedömning). A mistake is mended by a new version with a reason; both stay.
create table assessment (
  municipality_id uuid not null,
  id uuid not null,
  follow_up_id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  version integer not null,
  snapshot jsonb not null,
  sha256 bytea not null,
  rule_version text not null,
  reason text not null default '',
  statement text not null default '',
  fixed_by uuid not null,
  fixed_at timestamptz not null,
  shared_at timestamptz not null,
  primary key (municipality_id, id),
  unique (municipality_id, follow_up_id, version),
  foreign key (municipality_id, follow_up_id) references follow_up (municipality_id, id),
  check (version = 1 or reason <> '')
);
create index assessment_unit on assessment (municipality_id, unit_id, fixed_at);
alter table assessment enable row level security;
create policy office on assessment for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_fixes on assessment for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on assessment for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]));

-- The verdicts of fixed assessments as rows: what figures and "last time" are counted from.
create table fixed_verdict (
  municipality_id uuid not null,
  assessment_id uuid not null,
  requirement_id uuid not null,
  requirement_key text not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  verdict text not null check (verdict in ('met', 'partly', 'notMet', 'notApplicable', 'notAssessed')),
  level integer check (level between 1 and 4),
  measured numeric,
  note text not null default '',
  primary key (municipality_id, assessment_id, requirement_id),
  foreign key (municipality_id, assessment_id) references assessment (municipality_id, id),
  foreign key (municipality_id, requirement_id) references requirement (municipality_id, id)
);
create index fixed_verdict_unit on fixed_verdict (municipality_id, unit_id, requirement_key);
alter table fixed_verdict enable row level security;
create policy office on fixed_verdict for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_fixes on fixed_verdict for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on fixed_verdict for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]));

create table finding (
  municipality_id uuid not null,
  id uuid not null,
  follow_up_id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  requirement_id uuid not null,
  requirement_key text not null,
  protocol_row_id uuid,
  assessment_id uuid,
  severity text not null check (severity in ('minor', 'serious', 'acute')),
  title text not null,
  description text not null,
  state text not null check (state in ('open', 'planned', 'remedied', 'closed', 'escalated', 'withdrawn')),
  repeats_id uuid,
  repeat_confirmed_by uuid,
  -- A serious finding in a unit that needs a licence: notify IVO or say why not (SoL 27:7).
  ivo_decision text check (ivo_decision in ('notified', 'notNotified')),
  ivo_reason text not null default '',
  ivo_decided_by uuid,
  ivo_decided_at timestamptz,
  next_step text,
  next_step_clause text not null default '',
  found_at timestamptz not null,
  shared_at timestamptz,
  closed_at timestamptz,
  closed_reason text not null default '',
  revision integer not null default 1,
  primary key (municipality_id, id),
  foreign key (municipality_id, follow_up_id) references follow_up (municipality_id, id),
  foreign key (municipality_id, requirement_id) references requirement (municipality_id, id),
  foreign key (municipality_id, repeats_id) references finding (municipality_id, id)
);
create index finding_unit on finding (municipality_id, unit_id, requirement_key);
create index finding_board on finding (municipality_id, board_id, state, severity);
alter table finding enable row level security;
create policy office on finding for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on finding for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and shared_at is not null);

create table action_plan (
  municipality_id uuid not null,
  id uuid not null,
  follow_up_id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  state text not null check (state in ('requested', 'submitted', 'returned', 'approved', 'closed')),
  due_on date not null,
  requested_by uuid not null,
  requested_at timestamptz not null,
  shared_at timestamptz not null,
  submitted_by uuid,
  submitted_at timestamptz,
  revision integer not null default 1,
  primary key (municipality_id, id),
  foreign key (municipality_id, follow_up_id) references follow_up (municipality_id, id)
);
create index action_plan_unit on action_plan (municipality_id, unit_id);
create index action_plan_follow_up on action_plan (municipality_id, follow_up_id);
alter table action_plan enable row level security;
create policy office on action_plan for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy operator on action_plan for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]));
create policy operator_updates on action_plan for update
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]));

create table action (
  municipality_id uuid not null,
  id uuid not null,
  action_plan_id uuid not null,
  finding_id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  title text not null default '',
  description text not null default '',
  owner text not null default '',      -- a role or name at the provider
  due_on date,
  follow_up_on date,
  state text not null check (state in
    ('draft', 'proposed', 'returned', 'approved', 'reported', 'verified', 'closed')),
  return_reason text not null default '',
  effect text not null default '',
  verified_by uuid,
  verified_at timestamptz,
  revision integer not null default 1,
  primary key (municipality_id, id),
  foreign key (municipality_id, action_plan_id) references action_plan (municipality_id, id),
  foreign key (municipality_id, finding_id) references finding (municipality_id, id)
);
create index action_plan_rows on action (municipality_id, action_plan_id);
create index action_finding on action (municipality_id, finding_id);
alter table action enable row level security;
create policy office on action for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and state <> 'draft');
create policy office_judges on action for update
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and state <> 'draft')
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and state <> 'draft');
create policy operator on action for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]));
create policy operator_inserts on action for insert
  with check (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and state = 'draft');
create policy operator_updates on action for update
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and state in ('draft', 'proposed', 'returned', 'approved', 'reported'))
  with check (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and state in ('draft', 'proposed', 'returned', 'approved', 'reported'));
create policy operator_deletes on action for delete
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]) and state = 'draft');

-- What was said and shown about an action: dialogue, reports of completion, evidence. Never changed.
create table action_entry (
  municipality_id uuid not null,
  id uuid not null,
  action_id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  kind text not null check (kind in ('message', 'return', 'approval', 'report', 'evidence', 'verification')),
  text text not null default '',
  file_id uuid,
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, action_id) references action (municipality_id, id),
  foreign key (municipality_id, file_id) references file (municipality_id, id)
);
create index action_entry_action on action_entry (municipality_id, action_id);
alter table action_entry enable row level security;
create policy office on action_entry for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on action_entry for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and made_by = (select scope.account()));
create policy operator on action_entry for select
  using (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[]));
create policy operator_inserts on action_entry for insert
  with check (municipality_id = (select scope.municipality()) and unit_id = any((select scope.units())::uuid[])
    and provider_id = any((select scope.providers())::uuid[])
    and made_by = (select scope.account()));

-- Irregularities are not investigated here but passed on (S1 2.3).
create table referral (
  municipality_id uuid not null,
  id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  follow_up_id uuid,
  receiver text not null,
  what text not null,
  reference text not null default '',
  referred_by uuid not null,
  referred_on date not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, unit_id) references unit (municipality_id, id)
);
alter table referral enable row level security;
create policy office on referral for all
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
