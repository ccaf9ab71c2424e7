-- +goose NO TRANSACTION
-- +goose Up
-- What was written, in the order of writing: whatever is derived follows this table.
CREATE TABLE changes (
  sequence BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind VARCHAR(40) NOT NULL,
  object_id BIGINT NOT NULL,
  changed_at DATETIME(3) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- +goose Down
DROP TABLE changes;
