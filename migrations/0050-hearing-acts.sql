-- What is done around a hearing is an act with a reason: the answer to a request for more time, a late answer let in,
-- and that the provider says it has no comments. Silence has a time of its own.
alter table hearing add column extension_answer_reason text not null default '';
alter table hearing add column late_reason text not null default '';
alter table hearing add column no_comments boolean not null default false;
alter table hearing add column silent_at timestamptz;

-- The provider's answer becomes a record at once, and its evidence leaves the own space: an operator has no way into
-- the matter, and no right to change a file. Only the one who handed it in, and only what that hearing holds.
create function register_hearing_answer(of_hearing uuid, record_id uuid) returns integer security definer
  set search_path = public, pg_temp language plpgsql as $$
declare handed record; next_number integer;
begin
  select h.*, f.matter_id, f.title as follow_up_title, p.name as provider_name into handed
    from hearing h
    join follow_up f on f.municipality_id = h.municipality_id and f.id = h.follow_up_id
    join provider p on p.municipality_id = h.municipality_id and p.id = h.provider_id
    where h.municipality_id = scope.municipality() and h.id = of_hearing and h.state = 'answered'
      and h.answered_by = scope.account() and h.unit_id = any(scope.units())
      and h.provider_id = any(scope.providers());
  if handed is null then return null; end if;
  update file set own_space = false, shared_at = handed.answered_at
    where municipality_id = handed.municipality_id and own_space
      and id in (select c.file_id from hearing_comment c where c.municipality_id = handed.municipality_id
        and c.hearing_id = handed.id and c.sent_at is not null);
  if handed.matter_id is null
    or exists (select from record r where r.municipality_id = handed.municipality_id
      and r.source_id = handed.id and r.direction = 'in') then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('matter:' || handed.matter_id, 0));
  select coalesce(max(number), 0) + 1 into next_number from record
    where municipality_id = handed.municipality_id and matter_id = handed.matter_id;
  insert into record (municipality_id, id, matter_id, board_id, number, title, direction, kind, party, source_id,
      registered_at)
    values (handed.municipality_id, record_id, handed.matter_id, handed.board_id, next_number,
      'Svar på faktagranskning: ' || handed.follow_up_title, 'in', 'hearingAnswer', handed.provider_name, handed.id,
      handed.answered_at);
  return next_number;
end $$;
revoke execute on function register_hearing_answer(uuid, uuid) from public;
grant execute on function register_hearing_answer(uuid, uuid) to uppsikt_app;
