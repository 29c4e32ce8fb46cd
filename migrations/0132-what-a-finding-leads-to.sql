-- The memo to the board that was begun when the finding was taken there; the office alone follows it.
alter table finding add column board_paper_id uuid;
alter table finding add foreign key (municipality_id, board_paper_id) references paper (municipality_id, id);
