-- Findings in their plans, changes to a returned action that are not sent yet, the ladder's history, and the records
-- that an operator's plan and reports become.

-- An acute finding gets its plan at once, the others after the assessment: one follow-up can have several plans.
alter table finding add column action_plan_id uuid;
alter table finding add foreign key (municipality_id, action_plan_id) references action_plan (municipality_id, id);
create index finding_plan on finding (municipality_id, action_plan_id);

-- What the operator writes over a returned action stays in its own space (state draft) until it is sent in.
alter table action add column revises_id uuid;
alter table action add foreign key (municipality_id, revises_id) references action (municipality_id, id);
alter table action add check (revises_id is null or state = 'draft');
create unique index action_revises on action (municipality_id, revises_id);

-- Each step taken on the ladder (åtgärdstrappan): never changed, so that the board can read the whole way.
create table finding_step (
  municipality_id uuid not null,
  id uuid not null,
  finding_id uuid not null,
  board_id uuid not null,
  unit_id uuid not null,
  provider_id uuid not null,
  step text not null check (step in ('dialogue', 'reminder', 'revisit', 'boardReport', 'sanction')),
  clause text not null check (clause <> ''),
  reason text not null check (reason <> ''),
  decided_by uuid not null,
  decided_by_name text not null,
  decided_at timestamptz not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, finding_id) references finding (municipality_id, id)
);
create index finding_step_finding on finding_step (municipality_id, finding_id);
alter table finding_step enable row level security;
create policy office on finding_step for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[]));
create policy office_inserts on finding_step for insert
  with check (municipality_id = (select scope.municipality()) and board_id = any((select scope.office_boards())::uuid[])
    and decided_by = (select scope.account()));

-- A plan or a report that an operator sends is a record on arrival. Operators have no way into the matter, hence this
-- reviewed function: only for a plan of the caller's own unit and provider.
create function register_from_plan(of_plan uuid, of_source uuid, of_kind text, of_title text, of_file uuid,
    record_id uuid, at timestamptz) returns integer security definer
  set search_path = public, pg_temp language plpgsql as $$
declare planned record; next_number integer;
begin
  if of_kind not in ('actionPlan', 'actionReport') then return null; end if;
  select a.municipality_id, a.board_id, f.matter_id, p.name as provider_name into planned
    from action_plan a
    join follow_up f on f.municipality_id = a.municipality_id and f.id = a.follow_up_id
    join provider p on p.municipality_id = a.municipality_id and p.id = a.provider_id
    where a.municipality_id = scope.municipality() and a.id = of_plan
      and a.unit_id = any(scope.units()) and a.provider_id = any(scope.providers());
  if planned is null or planned.matter_id is null then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('matter:' || planned.matter_id, 0));
  select coalesce(max(number), 0) + 1 into next_number from record
    where municipality_id = planned.municipality_id and matter_id = planned.matter_id;
  insert into record (municipality_id, id, matter_id, board_id, number, title, direction, kind, party, file_id,
      source_id, registered_at)
    values (planned.municipality_id, record_id, planned.matter_id, planned.board_id, next_number,
      left(of_title, 300), 'in', of_kind, planned.provider_name, of_file, of_source, at);
  return next_number;
end $$;

grant select, insert on finding_step to uppsikt_app;
revoke all on function register_from_plan(uuid, uuid, text, text, uuid, uuid, timestamptz) from public;
grant execute on function register_from_plan(uuid, uuid, text, text, uuid, uuid, timestamptz) to uppsikt_app;
