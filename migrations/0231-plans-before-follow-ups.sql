-- Follow-ups refer to the plan they carry out and papers to follow-ups, so a plan cannot refer to its paper as well:
-- the paper says itself which version of which plan it carries (paper.source).
alter table year_plan drop constraint year_plan_municipality_id_paper_id_fkey;
