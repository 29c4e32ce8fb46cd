-- additive
-- Everything of a municipality on its way out: asked for by an administrator, written by the background work, kept in
-- pieces for seven days. Pieces, because one value holds at most a gigabyte and memory much less.
create table whole_export (
  municipality_id uuid not null references municipality,
  id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  state text not null check (state in ('asked', 'working', 'ready', 'failed', 'gone')),
  begun integer not null default 0,  -- how many times: what breaks off again and again is given up
  row_count bigint,
  file_count integer,
  bytes bigint,
  manifest_sha256 text,
  ended_at timestamptz,
  expires_at timestamptz,
  primary key (municipality_id, id),
  foreign key (municipality_id, asked_by) references account (municipality_id, id)
);
-- One at a time is enough for anybody.
create unique index whole_export_open on whole_export (municipality_id) where state in ('asked', 'working');
alter table whole_export enable row level security;
create policy admin on whole_export for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));
create policy background on whole_export for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('system')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('system')));
grant select, insert, update on whole_export to uppsikt_app;

create table whole_export_piece (
  municipality_id uuid not null,
  export_id uuid not null,
  number integer not null,
  content bytea not null,
  primary key (municipality_id, export_id, number),
  foreign key (municipality_id, export_id) references whole_export (municipality_id, id)
);
alter table whole_export_piece enable row level security;
create policy admin on whole_export_piece for select
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));
create policy admin_removes on whole_export_piece for delete
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('admin')));
create policy background on whole_export_piece for all
  using (municipality_id = (select scope.municipality()) and (select scope.has_power('system')))
  with check (municipality_id = (select scope.municipality()) and (select scope.has_power('system')));
grant select, insert, delete on whole_export_piece to uppsikt_app;

-- Where the file of a row stands in an export: the row's key, and for an uploaded file its own name with only letters,
-- digits and a few signs left, so that it names a file anywhere.
create function whole_path(of_table text, of_key text[], of_column text, ending text) returns text immutable language sql as $$
  select format('case when %I is not null then %L || %s || %s end', of_column, 'files/' || of_table || '/',
    (select string_agg(format('%I::text', part), ' || ''_'' || ') from unnest(of_key) part),
    case when ending = '' then
      '''/'' || regexp_replace(right(regexp_replace(name, ''[^A-Za-z0-9åäöÅÄÖéÉüÜ._-]'', ''_'', ''g''), 80), ''^[.]+'', ''_'')'
    else quote_literal(ending) end) $$;

-- Opens the cursor `whole` over a table as lines of JSON, or over the files of one of its columns, and says how many rows
-- are four megabytes. `of_files` tells which columns are files, and their endings. It sees what whoever calls it sees.
create function whole_cursor(of_municipality uuid, of_table text, of_files jsonb, of_content text) returns integer
  set search_path = public, pg_temp language plpgsql as $$
declare
  held refcursor := 'whole';
  of_key text[]; read text; measured text; filter text := ''; largest bigint;
begin
  select array_agg(a.attname::text order by array_position(k.conkey, a.attnum)) into of_key
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
    where k.contype = 'p' and k.conrelid = (select oid from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname = of_table);
  if of_key is null then raise exception 'no table % with a key', of_table using errcode = '42P01'; end if;
  select string_agg(case when of_files ? a.attname
        then whole_path(of_table, of_key, a.attname, of_files ->> a.attname) || format(' as %I', a.attname)
        else quote_ident(a.attname) end, ', ' order by a.attnum),
      string_agg(format('coalesce(pg_column_size(%I), 0)::bigint', a.attname), ' + ')
        filter (where case when of_content is null then not of_files ? a.attname else a.attname = of_content end)
    into read, measured from pg_attribute a
    where a.attrelid = format('public.%I', of_table)::regclass and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '';
  if of_municipality is not null then
    filter := format('where %I = %L', case when of_table = 'municipality' then 'id' else 'municipality_id' end, of_municipality);
  end if;
  execute format('select coalesce(max(%s), 1) from public.%I %s', measured, of_table, filter) into largest;
  if of_content is null then
    open held no scroll for execute format('select row_to_json(r)::text as line from (select %s from public.%I %s order by %s) r',
      read, of_table, filter, (select string_agg(quote_ident(part), ', ') from unnest(of_key) part));
  else
    open held no scroll for execute format('select %s as path, %I as content from public.%I %s %s %I is not null order by %s',
      whole_path(of_table, of_key, of_content, of_files ->> of_content), of_content, of_table, filter,
      case when filter = '' then 'where' else 'and' end, of_content,
      (select string_agg(quote_ident(part), ', ') from unnest(of_key) part));
  end if;
  return least(1000, greatest(1, 4194304 / greatest(largest, 1)));
end $$;

-- The same past the walls, for the background work alone: for one export that is being written, whose administrator is
-- still one, and for that municipality.
create function auth.open_whole(of_export uuid, of_table text, of_files jsonb, of_content text) returns integer
  security definer set search_path = public, pg_temp language plpgsql as $$
begin
  if not scope.has_power('system') or not exists (
    select from whole_export e
      join account a on a.municipality_id = e.municipality_id and a.id = e.asked_by and a.state = 'active'
      join role_assignment r on r.municipality_id = a.municipality_id and r.account_id = a.id and r.role = 'admin'
        and (r.valid_to is null or r.valid_to >= (now() at time zone 'Europe/Stockholm')::date)
      where e.municipality_id = scope.municipality() and e.id = of_export and e.state = 'working') then
    raise exception 'no whole export is being written' using errcode = '42501';
  end if;
  return whole_cursor(scope.municipality(), of_table, of_files, of_content);
end $$;
revoke execute on function whole_cursor(uuid, text, jsonb, text), auth.open_whole(uuid, text, jsonb, text) from public;
grant execute on function auth.open_whole(uuid, text, jsonb, text) to uppsikt_app;
