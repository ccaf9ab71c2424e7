-- +goose NO TRANSACTION
-- +goose Up
-- Random keys that were made once, where the configuration has none, so that every instance signs with the same.
CREATE TABLE signing_keys (
  name VARCHAR(40) NOT NULL PRIMARY KEY,
  secret VARBINARY(64) NOT NULL,
  created_at DATETIME(3) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- +goose Down
DROP TABLE signing_keys;
