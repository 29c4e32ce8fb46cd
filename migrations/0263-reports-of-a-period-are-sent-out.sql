-- A report of a period that has been before its board is public: it can be sent as information to the units that it is
-- about. Which units is kept, so that it opens for their managers and nobody else.
alter table paper add column shared_units uuid[] not null default '{}';
create policy operator_of_period on paper for select
  using (municipality_id = (select scope.municipality()) and kind = 'periodReport'
    and shared_at is not null and put_before_board_at is not null
    and shared_units && (select scope.units())::uuid[]);
