-- additive
-- A row of a plan that somebody has locked keeps its month: proposals are computed round it, and taking one over leaves it.
alter table plan_item add column pinned_at timestamptz, add column pinned_by uuid;
alter table plan_item add check ((pinned_at is null) = (pinned_by is null));
alter table plan_item add foreign key (municipality_id, pinned_by) references account (municipality_id, id);
alter table plan_change drop constraint plan_change_kind_check;
alter table plan_change add check (kind in
  ('added', 'moved', 'changed', 'removed', 'restored', 'pinned', 'unpinned'));
