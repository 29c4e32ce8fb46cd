-- additive
-- Which row carries out what a board has asked to be looked into: without it every row of every plan is gone through for each.
create index plan_item_origin on plan_item (municipality_id, origin_id) where origin_id is not null;
