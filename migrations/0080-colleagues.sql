-- A manager hands a task on to a colleague: who of the own provider holds which role must be readable to them. Nothing
-- of other providers, and nothing of the office, comes with it.
create policy colleagues on role_assignment for select
  using (municipality_id = (select scope.municipality()) and provider_id = any((select scope.providers())::uuid[]));
