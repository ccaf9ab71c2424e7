-- +goose Up
-- What staff say about searching: texts that mean the same, and metafields to narrow results by. Nothing else of the search
-- is kept in tables, since it is derived.
ALTER TABLE shop ADD COLUMN search_settings TEXT NOT NULL DEFAULT '{}'; -- JSON

-- +goose Down
ALTER TABLE shop DROP COLUMN search_settings;
