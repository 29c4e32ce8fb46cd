-- additive
-- What was changed in a register entry is a list. Emptied it is an empty list: as an empty object nobody could open the page
-- of an entry that had been disposed of.
update register_change set changes = '[]' where changes = '{}';

create or replace function disposal_of_records(gone disposal, ids uuid[]) returns void language plpgsql as $$
declare files uuid[];
begin
  if gone.kind = 'handIn' then
    with emptied as (update submission set note = '', disposal_id = gone.id
      where municipality_id = gone.municipality_id and board_id = gone.board_id and id = any(ids)
        and disposal_id is null returning file_id)
    select array_agg(file_id) into files from emptied;
  elsif gone.kind = 'evidence' then
    with emptied as (update evidence set text = '', disposal_id = gone.id
      where municipality_id = gone.municipality_id and board_id = gone.board_id and follow_up_id = any(ids)
        and disposal_id is null returning file_id)
    select array_agg(file_id) into files from emptied where file_id is not null;
  elsif gone.kind = 'protocolNotes' then
    update protocol_row set note = '', reason = ''
      where municipality_id = gone.municipality_id and board_id = gone.board_id and follow_up_id = any(ids);
    delete from presence where municipality_id = gone.municipality_id and follow_up_id = any(ids);
    update follow_up set notes_disposal_id = gone.id
      where municipality_id = gone.municipality_id and board_id = gone.board_id and id = any(ids)
        and notes_disposal_id is null;
  elsif gone.kind = 'registerEntry' then
    update register_entry set facts = '{}', gaps = '{}', disposal_id = gone.id
      where municipality_id = gone.municipality_id and board_id = gone.board_id and id = any(ids)
        and disposal_id is null;
    update register_change set changes = '[]', note = ''
      where municipality_id = gone.municipality_id and entry_id = any(ids);
    select array_agg(file_id) into files from register_file
      where municipality_id = gone.municipality_id and entry_id = any(ids);
  elsif gone.kind = 'import' then
    delete from import_row where municipality_id = gone.municipality_id and import_id = any(ids);
    update import set content = null, reading = null, sheets = '[]', disposal_id = gone.id
      where municipality_id = gone.municipality_id and board_id = gone.board_id and id = any(ids)
        and disposal_id is null;
  end if;
  perform disposal_of_files(gone, files);
end $$;
