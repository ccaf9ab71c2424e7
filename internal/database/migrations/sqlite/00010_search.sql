-- +goose Up
-- Texts that mean the same to those who search, as lists of lists. Staff edit them; nothing else of the search is kept in
-- tables, since it is derived.
ALTER TABLE shop ADD COLUMN synonyms TEXT NOT NULL DEFAULT '[]';

-- +goose Down
ALTER TABLE shop DROP COLUMN synonyms;
