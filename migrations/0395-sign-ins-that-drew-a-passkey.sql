-- additive
-- What a new passkey was to sign goes with the session it was drawn in. Else the sign-ins of whoever once began one could
-- never be disposed of, nor those of anybody else on the same list.
alter table passkey_challenge drop constraint passkey_challenge_municipality_id_session_id_fkey;
alter table passkey_challenge add foreign key (municipality_id, session_id) references session (municipality_id, id)
  on delete cascade;
