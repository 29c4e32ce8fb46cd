-- A plan of a thousand rows asks each for its follow-up, cancelled ones too: the unique index does not hold those.
create index follow_up_of_plan_item on follow_up (municipality_id, plan_item_id) where plan_item_id is not null;
