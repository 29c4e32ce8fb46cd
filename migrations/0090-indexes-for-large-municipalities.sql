-- Measured with 2,000 units and 36,000 findings (bench/). The findings of a follow-up were looked for in the whole table,
-- and the list of findings read and sorted all of them to show the latest fifty.
create index finding_follow_up on finding (municipality_id, follow_up_id);
create index finding_latest on finding (municipality_id, found_at desc, id);

-- The register counts what is open of each unit; what is closed is twenty times as much.
create index finding_open on finding (municipality_id, unit_id) where state not in ('closed', 'withdrawn');
