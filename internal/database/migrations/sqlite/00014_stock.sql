-- +goose Up
-- Every change of a stock level, append-only. Entries outlive their variants.
CREATE TABLE stock_entries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  variant_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL,
  delta INTEGER NOT NULL,
  quantity INTEGER NOT NULL, -- of the level, after the change
  reason TEXT NOT NULL,
  reference TEXT NOT NULL, -- address of the document behind the change; empty: none
  actor_kind TEXT NOT NULL, -- staff, key, system
  actor_id INTEGER NOT NULL,
  actor_name TEXT NOT NULL, -- as it was then
  at DATETIME NOT NULL
);
CREATE INDEX ix_stock_entries_variant ON stock_entries (variant_id, id);

ALTER TABLE locations ADD COLUMN version INTEGER NOT NULL DEFAULT 1; -- counts the writes

-- +goose Down
ALTER TABLE locations DROP COLUMN version;
DROP TABLE stock_entries;
