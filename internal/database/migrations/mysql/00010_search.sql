-- +goose NO TRANSACTION
-- +goose Up
-- Texts that mean the same to those who search, as lists of lists. Staff edit them; nothing else of the search is kept in
-- tables, since it is derived.
ALTER TABLE shop ADD COLUMN synonyms MEDIUMTEXT NULL;

UPDATE shop SET synonyms = '[]';

ALTER TABLE shop MODIFY COLUMN synonyms MEDIUMTEXT NOT NULL;

-- +goose Down
ALTER TABLE shop DROP COLUMN synonyms;
