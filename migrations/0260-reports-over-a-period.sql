-- Reports over a period (half-year, quarter, year) and plans as papers, with Excel beside the other frozen forms, and
-- the municipality's own templates.

-- Templates are never changed: a change is a new version, so that a frozen paper can always say what it was made with.
create table paper_template (
  municipality_id uuid not null references municipality,
  id uuid not null,
  number integer not null check (number > 0),
  note text not null default '',
  logo bytea,
  logo_type text check (logo_type in ('svg', 'png')),
  logo_alt text not null default '',
  letterhead text[] not null default '{}',
  texts jsonb not null default '{}',    -- standard texts: kind -> section -> text
  typst text not null default '',       -- an own file for the PDF; empty is the product's
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamptz not null,
  primary key (municipality_id, id),
  unique (municipality_id, number),
  check ((logo is null) = (logo_type is null)),
  check (logo is null or logo_alt <> ''),
  check (octet_length(logo) <= 524288)
);
alter table paper_template enable row level security;
create policy readers on paper_template for select
  using (municipality_id = (select scope.municipality())
    and ((select scope.is_office()) or (select scope.has_power('admin'))));
create policy makers on paper_template for insert
  with check (municipality_id = (select scope.municipality()) and made_by = (select scope.account())
    and ((select scope.is_office()) or (select scope.has_power('admin'))));
grant select, insert on paper_template to uppsikt_app;

alter table paper drop constraint paper_kind_check;
alter table paper add constraint paper_kind_check
  check (kind in ('followUpReport', 'memo', 'plan', 'periodReport'));
-- What the figures are of: the period and which follow-ups, or which plan of the year.
alter table paper add column source jsonb;
alter table paper add column period text not null default '';
alter table paper add column xlsx bytea;
alter table paper add column replaces_id uuid;
alter table paper add column template_id uuid;
alter table paper add foreign key (municipality_id, replaces_id) references paper (municipality_id, id);
alter table paper add foreign key (municipality_id, template_id) references paper_template (municipality_id, id);
alter table paper add check (replaces_id <> id);
alter table paper add check ((kind in ('plan', 'periodReport')) = (source is not null));
create index paper_board on paper (municipality_id, board_id, kind, period);
create index paper_replaces on paper (municipality_id, replaces_id) where replaces_id is not null;

create or replace function refuse_change_of_frozen() returns trigger security definer set search_path = public, pg_temp
  language plpgsql as $$
begin
  if tg_op = 'DELETE' or
      (new.snapshot, new.html, new.pdf, new.pdf_archive, new.docx, new.xlsx, new.sha256, new.sections, new.title,
        new.state, new.kind, new.board_id, new.matter_id, new.follow_up_id, new.unit_id, new.provider_id,
        new.author_name, new.frozen_by, new.frozen_at, new.source, new.period, new.replaces_id, new.template_id)
      is distinct from
      (old.snapshot, old.html, old.pdf, old.pdf_archive, old.docx, old.xlsx, old.sha256, old.sections, old.title,
        old.state, old.kind, old.board_id, old.matter_id, old.follow_up_id, old.unit_id, old.provider_id,
        old.author_name, old.frozen_by, old.frozen_at, old.source, old.period, old.replaces_id, old.template_id)
      or old.put_before_board_at <> coalesce(new.put_before_board_at, '-infinity')
      or old.shared_at <> coalesce(new.shared_at, '-infinity') then
    raise exception 'frozen paper' using errcode = 'UP002';
  end if;
  return new;
end $$;

-- The days by which each board is to have the report of the half-year before (month-day).
alter table board add column report_days text[] not null default array['08-31', '02-28'];
alter table board add constraint report_days_are_days
  check (cardinality(report_days) = 2 and array_to_string(report_days, ' ') ~ '^\d\d-\d\d \d\d-\d\d$');
create policy office_sets_report_days on board for update
  using (municipality_id = (select scope.municipality()) and id = any((select scope.office_boards())::uuid[]))
  with check (municipality_id = (select scope.municipality()) and id = any((select scope.office_boards())::uuid[]));
grant update (report_days) on board to uppsikt_app;

create index assessment_board_fixed on assessment (municipality_id, board_id, fixed_at) where version = 1;
