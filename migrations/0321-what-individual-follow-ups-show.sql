-- What individual follow-ups (individuppföljningar) show comes in as a number and a period, never as persons: how many
-- cases the text beside it rests on, and from when to when (M-037). All three or none.
alter table follow_up add column individual_cases integer;
alter table follow_up add column individual_from date;
alter table follow_up add column individual_to date;
alter table follow_up add constraint follow_up_individual_whole check (
  num_nulls(individual_cases, individual_from, individual_to) in (0, 3)
  and (individual_cases is null or individual_cases > 0 and individual_from <= individual_to));
