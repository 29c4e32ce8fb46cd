-- additive
-- SAS (the social coordinator) is a local role: a board says for which areas it takes part in follow-ups under SoL and LSS.
alter table area_rule add column needs_sas boolean not null default false;
