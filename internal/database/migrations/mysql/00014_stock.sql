-- +goose NO TRANSACTION
-- +goose Up
-- Every change of a stock level, append-only. Entries outlive their variants.
CREATE TABLE stock_entries (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  variant_id BIGINT NOT NULL,
  location_id BIGINT NOT NULL,
  delta BIGINT NOT NULL,
  quantity BIGINT NOT NULL, -- of the level, after the change
  reason VARCHAR(40) NOT NULL,
  reference VARCHAR(255) NOT NULL, -- address of the document behind the change; empty: none
  actor_kind VARCHAR(10) NOT NULL, -- staff, key, system
  actor_id BIGINT NOT NULL,
  actor_name VARCHAR(255) NOT NULL, -- as it was then
  at DATETIME(3) NOT NULL,
  KEY ix_stock_entries_variant (variant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

ALTER TABLE locations ADD COLUMN version BIGINT NOT NULL DEFAULT 1; -- counts the writes

-- +goose Down
ALTER TABLE locations DROP COLUMN version;
DROP TABLE stock_entries;
