-- additive
-- A targeted or theme follow-up may ask only about the requirements of its focus areas, or some chosen ones, and says in
-- which of the three forms it is made.
alter table follow_up
  add column targeted_form text check (targeted_form in ('specialReview', 'spotCheck', 'visitAndInterviews')),
  add column narrowed boolean not null default false,
  add column requirement_keys text[] not null default '{}';
