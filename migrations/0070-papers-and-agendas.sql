-- What a board member sees of an agenda begins with the notice of meeting: before that it is the office's working list.
drop policy member on agenda_item;
create policy member on agenda_item for select
  using (municipality_id = (select scope.municipality()) and board_id = any((select scope.member_boards())::uuid[])
    and exists (select from meeting m where m.municipality_id = agenda_item.municipality_id
      and m.id = agenda_item.meeting_id and m.state <> 'planned'));

-- Why an item was put on the agenda after the stop date for papers; empty when it came in time.
alter table agenda_item add column late_reason text not null default '';
create index agenda_item_paper on agenda_item (municipality_id, paper_id);
create index agenda_item_matter on agenda_item (municipality_id, matter_id);
create index paper_matter on paper (municipality_id, matter_id);

-- Everything a frozen paper says, and where it belongs, is held; only who it is shown to may still be added.
create or replace function refuse_change_of_frozen() returns trigger security definer set search_path = public, pg_temp
  language plpgsql as $$
begin
  if tg_op = 'DELETE' or
      (new.snapshot, new.html, new.pdf, new.pdf_archive, new.docx, new.sha256, new.sections, new.title, new.state,
        new.kind, new.board_id, new.matter_id, new.follow_up_id, new.unit_id, new.provider_id, new.author_name,
        new.frozen_by, new.frozen_at)
      is distinct from
      (old.snapshot, old.html, old.pdf, old.pdf_archive, old.docx, old.sha256, old.sections, old.title, old.state,
        old.kind, old.board_id, old.matter_id, old.follow_up_id, old.unit_id, old.provider_id, old.author_name,
        old.frozen_by, old.frozen_at)
      or old.put_before_board_at <> coalesce(new.put_before_board_at, '-infinity')
      or old.shared_at <> coalesce(new.shared_at, '-infinity') then
    raise exception 'frozen paper' using errcode = 'UP002';
  end if;
  return new;
end $$;
