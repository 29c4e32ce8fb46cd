-- additive
-- Exceptions that were decided together are told once in the board's paper and taken back by one press. Null: one by itself.
alter table plan_exception add column decision_id uuid;
create index plan_exception_decision on plan_exception (municipality_id, decision_id) where decision_id is not null;
