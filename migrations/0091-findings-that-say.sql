-- Words in a finding's title and description. ilike is not leakproof, so behind row-level security no index may serve
-- it; here the trigram index does, and the reader's reach is part of the statement, as the policies of finding have it.
create index finding_words on finding using gin (title gin_trgm_ops, description gin_trgm_ops);

create function findings_that_say(pattern text) returns setof uuid security definer
  set search_path = public, pg_temp stable language sql as $$
  select f.id from finding f
  where f.municipality_id = scope.municipality()
    and (f.title ilike pattern or f.description ilike pattern)
    and (f.board_id = any(scope.office_boards())
      or (f.unit_id = any(scope.units()) and f.provider_id = any(scope.providers()) and f.shared_at is not null))
$$;
revoke all on function findings_that_say(text) from public;
grant execute on function findings_that_say(text) to uppsikt_app;
