-- +goose NO TRANSACTION
-- +goose Up
-- What staff say about searching: texts that mean the same, and metafields to narrow results by. Nothing else of the search
-- is kept in tables, since it is derived.
ALTER TABLE shop ADD COLUMN search_settings MEDIUMTEXT NULL; -- JSON

UPDATE shop SET search_settings = '{}';

ALTER TABLE shop MODIFY COLUMN search_settings MEDIUMTEXT NOT NULL;

-- +goose Down
ALTER TABLE shop DROP COLUMN search_settings;
