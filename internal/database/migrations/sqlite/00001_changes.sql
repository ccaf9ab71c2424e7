-- +goose Up
-- What was written, in the order of writing: whatever is derived follows this table.
CREATE TABLE changes (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  changed_at DATETIME NOT NULL
);

-- +goose Down
DROP TABLE changes;
