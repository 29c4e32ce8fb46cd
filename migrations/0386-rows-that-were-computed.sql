-- A row of a plan says which computed proposal put it there, so that the next one knows what it may replace.
alter table plan_item add column proposal_id uuid;
alter table plan_item add foreign key (municipality_id, proposal_id) references plan_proposal (municipality_id, id);
create index plan_item_proposal on plan_item (municipality_id, proposal_id) where proposal_id is not null;
