-- A municipality's own Word file beside its own file for the PDF: only the styles and the theme of it are kept, cleaned,
-- with the name of the file they came from. A version of the template never changes, and so neither do these.
alter table paper_template add column word_name text not null default '';
alter table paper_template add column word_styles text not null default '';
alter table paper_template add column word_theme text not null default '';
alter table paper_template add check ((word_name = '') = (word_styles = ''));
alter table paper_template add check (word_theme = '' or word_styles <> '');
alter table paper_template add check (octet_length(word_styles) <= 1048576 and octet_length(word_theme) <= 524288);
