-- What a computed plan goes by, each the board's own to change: nothing of it is a number of the product's.
alter table plan_setting
  add column reserve_percent integer not null default 12 check (reserve_percent between 0 and 90),      -- of everybody's hours, kept free for what happens
  add column months_between integer not null default 6 check (months_between between 0 and 18),         -- between two follow-ups of a unit
  add column professions_per_team integer not null default 2 check (professions_per_team between 1 and 3),
  add column reports_per_meeting integer not null default 40 check (reports_per_meeting between 0 and 1000),
  add column extra_from_risk integer not null default 4 check (extra_from_risk between 1 and 6),        -- 6: nobody gets an extra follow-up
  -- Of a full month's hours, January to December, where nothing has been set of a person's year.
  add column month_profile integer[] not null default '{100,100,100,100,100,80,25,80,100,100,100,60}'
    check (array_length(month_profile, 1) = 12 and 0 <= all (month_profile) and 200 >= all (month_profile));
