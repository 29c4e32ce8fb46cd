-- A role given by mistake and taken back the same day must be gone at once: its last day is then the day before its
-- first, and it has held on no day.
alter table role_assignment drop constraint role_assignment_check;
alter table role_assignment add constraint role_assignment_check
  check (valid_to is null or valid_to >= valid_from - 1);
