-- An item that waits for a meeting can be withdrawn too: it then never had one.
alter table agenda_item drop constraint agenda_item_check;
alter table agenda_item add constraint agenda_item_waits_without_meeting
  check (case when meeting_id is null then state in ('waiting', 'withdrawn') else state <> 'waiting' end);
