-- +goose Up
-- What is done with many things at once, in the background, by whichever process holds the lease. How far it has come is
-- written in the transactions that it writes in.
CREATE TABLE bulk_operations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL, -- import
  format TEXT NOT NULL, -- CSV, JSONL
  state TEXT NOT NULL, -- created, running, completed, failed, canceling, canceled
  source TEXT NOT NULL, -- what stands for the file
  dry_run BOOLEAN NOT NULL,
  images BOOLEAN NOT NULL, -- whether pictures are fetched
  bytes INTEGER NOT NULL, -- of the file; 0: not known yet
  bytes_done INTEGER NOT NULL,
  reading INTEGER NOT NULL, -- a file is read twice when its products link to one another
  row_done INTEGER NOT NULL, -- everything up to this row is written
  summary TEXT NOT NULL, -- JSON
  rows_kept INTEGER NOT NULL, -- of the report
  error TEXT NOT NULL, -- why it failed
  lease INTEGER NOT NULL, -- counts the holders: what a former one still writes is refused
  owner TEXT NOT NULL, -- for people
  leased_until DATETIME NULL,
  tries INTEGER NOT NULL, -- leases since it last came further
  created_at DATETIME NOT NULL,
  started_at DATETIME NULL,
  completed_at DATETIME NULL
);

CREATE INDEX ix_bulk_operations_state ON bulk_operations (state, id);

CREATE INDEX ix_bulk_operations_completed ON bulk_operations (completed_at, id);

-- What there is to say about rows of a file.
CREATE TABLE bulk_rows (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER NOT NULL,
  row_num INTEGER NOT NULL,
  column_name TEXT NOT NULL, -- empty: the row as a whole
  handle TEXT NOT NULL, -- of the product; empty: not known
  level TEXT NOT NULL, -- warning, error
  text TEXT NOT NULL
);

CREATE INDEX ix_bulk_rows_operation ON bulk_rows (operation_id, id);

CREATE INDEX ix_bulk_rows_level ON bulk_rows (operation_id, level, id);

-- +goose Down
DROP TABLE bulk_rows;
DROP TABLE bulk_operations;
