-- The notice of meeting (kallelse) and the extract (protokollsutdrag) are papers: what they say is frozen in the same
-- transaction as the notice or the adjustment, and the background work sets their files a moment later. From then on
-- the bytes are what is served for ever.
alter table paper drop constraint paper_kind_check;
alter table paper add constraint paper_kind_check
  check (kind in ('followUpReport', 'memo', 'plan', 'periodReport', 'notice', 'extract'));
alter table paper drop constraint paper_check;
alter table paper add constraint paper_frozen_has_snapshot check ((state = 'frozen') = (snapshot is not null));
alter table paper add constraint paper_forms_come_together
  check (num_nulls(html, pdf, docx) in (0, 3) and (html is null or snapshot is not null));
alter table paper add constraint paper_only_minutes_wait
  check (state <> 'frozen' or html is not null or kind in ('notice', 'extract'));
create index paper_to_set on paper (municipality_id, frozen_at) where state = 'frozen' and html is null;

alter table meeting add column notice_paper_id uuid;
alter table meeting add foreign key (municipality_id, notice_paper_id) references paper (municipality_id, id);
alter table agenda_item add column extract_paper_id uuid;
alter table agenda_item add foreign key (municipality_id, extract_paper_id) references paper (municipality_id, id);
create index agenda_item_extract on agenda_item (municipality_id, extract_paper_id) where extract_paper_id is not null;
alter table delivery add column paper_id uuid;
alter table delivery add foreign key (municipality_id, paper_id) references paper (municipality_id, id);
create index delivery_paper on delivery (municipality_id, paper_id) where paper_id is not null;

-- Whoever an extract was sent to reads that paper, and no other of the meeting: the delivery's own walls decide.
create policy receiver on paper for select
  using (municipality_id = (select scope.municipality()) and kind = 'extract' and state = 'frozen'
    and exists (select from delivery d where d.municipality_id = paper.municipality_id and d.paper_id = paper.id));

-- The forms may be added once to what has none; apart from that nothing of a frozen paper changes.
create or replace function refuse_change_of_frozen() returns trigger security definer set search_path = public, pg_temp
  language plpgsql as $$
begin
  if tg_op = 'DELETE' or
      (new.snapshot, new.sections, new.title, new.state, new.kind, new.board_id, new.matter_id, new.follow_up_id,
        new.unit_id, new.provider_id, new.author_name, new.frozen_by, new.frozen_at, new.source, new.period,
        new.replaces_id, new.template_id)
      is distinct from
      (old.snapshot, old.sections, old.title, old.state, old.kind, old.board_id, old.matter_id, old.follow_up_id,
        old.unit_id, old.provider_id, old.author_name, old.frozen_by, old.frozen_at, old.source, old.period,
        old.replaces_id, old.template_id)
      or (old.html is not null and
        (new.html, new.pdf, new.pdf_archive, new.docx, new.xlsx, new.sha256)
        is distinct from
        (old.html, old.pdf, old.pdf_archive, old.docx, old.xlsx, old.sha256))
      or old.put_before_board_at <> coalesce(new.put_before_board_at, '-infinity')
      or old.shared_at <> coalesce(new.shared_at, '-infinity') then
    raise exception 'frozen paper' using errcode = 'UP002';
  end if;
  return new;
end $$;
