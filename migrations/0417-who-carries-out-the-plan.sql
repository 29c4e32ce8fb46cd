-- additive
-- The unit of the office that plans and carries out the board's follow-ups; every row of the plan tells it.
alter table plan_setting add column answerable_unit text not null default '';
