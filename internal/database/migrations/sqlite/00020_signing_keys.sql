-- +goose Up
-- Random keys that were made once, where the configuration has none, so that every instance signs with the same.
CREATE TABLE signing_keys (
  name TEXT NOT NULL PRIMARY KEY,
  secret BLOB NOT NULL,
  created_at DATETIME NOT NULL
);

-- +goose Down
DROP TABLE signing_keys;
