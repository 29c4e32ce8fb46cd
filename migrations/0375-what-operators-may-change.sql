-- additive
-- The policies say which rows an operator changes; grants cannot say which columns, since everybody signs in as the same
-- role. This does: whoever does not work for the board's office changes what the commands of operators change, and
-- nothing else of the row. Functions that step past the policies run as the owner and are not asked.
create function operators_keep_to() returns trigger set search_path = public, pg_temp language plpgsql as $$
declare own text[] := tg_argv;
begin
  if current_user <> 'uppsikt_app' or new.board_id = any(scope.office_boards()) then return new; end if;
  if to_jsonb(new) - own is distinct from to_jsonb(old) - own then
    raise exception 'an operator changes more of % than is its own', tg_table_name
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function operators_keep_to() from public;
grant execute on function operators_keep_to() to uppsikt_app;

create trigger operators_keep_to before update on document_request for each row execute function operators_keep_to(
  'state', 'extension_asked_until', 'extension_reason', 'extension_answer', 'assigned_to', 'revision');
create trigger operators_keep_to before update on hearing for each row execute function operators_keep_to(
  'state', 'opened_at', 'extension_asked_until', 'extension_reason', 'extension_answer', 'extension_answer_reason',
  'statement', 'no_comments', 'answered_by', 'answered_at', 'revision');
create trigger operators_keep_to before update on hearing_comment for each row execute function operators_keep_to(
  'kind', 'text', 'sent_at');
create trigger operators_keep_to before update on action_plan for each row execute function operators_keep_to(
  'state', 'submitted_by', 'submitted_at', 'revision');
create trigger operators_keep_to before update on action for each row execute function operators_keep_to(
  'title', 'description', 'owner', 'due_on', 'follow_up_on', 'state', 'revision');
