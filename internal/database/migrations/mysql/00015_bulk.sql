-- +goose NO TRANSACTION
-- +goose Up
-- What is done with many things at once, in the background, by whichever process holds the lease. How far it has come is
-- written in the transactions that it writes in.
CREATE TABLE bulk_operations (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind VARCHAR(20) NOT NULL, -- import
  format VARCHAR(10) NOT NULL, -- CSV, JSONL
  state VARCHAR(10) NOT NULL, -- created, running, completed, failed, canceling, canceled
  source VARCHAR(2048) NOT NULL, -- what stands for the file
  dry_run BOOLEAN NOT NULL,
  images BOOLEAN NOT NULL, -- whether pictures are fetched
  bytes BIGINT NOT NULL, -- of the file; 0: not known yet
  bytes_done BIGINT NOT NULL,
  reading INT NOT NULL, -- a file is read twice when its products link to one another
  row_done BIGINT NOT NULL, -- everything up to this row is written
  summary MEDIUMTEXT NOT NULL, -- JSON
  rows_kept INT NOT NULL, -- of the report
  error VARCHAR(1024) NOT NULL, -- why it failed
  lease BIGINT NOT NULL, -- counts the holders: what a former one still writes is refused
  owner VARCHAR(100) NOT NULL, -- for people
  leased_until DATETIME(3) NULL,
  tries INT NOT NULL, -- leases since it last came further
  created_at DATETIME(3) NOT NULL,
  started_at DATETIME(3) NULL,
  completed_at DATETIME(3) NULL,
  KEY ix_bulk_operations_state (state, id),
  KEY ix_bulk_operations_completed (completed_at, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What there is to say about rows of a file.
CREATE TABLE bulk_rows (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  operation_id BIGINT NOT NULL,
  row_num BIGINT NOT NULL,
  column_name VARCHAR(500) NOT NULL, -- empty: the row as a whole
  handle VARCHAR(500) NOT NULL, -- of the product; empty: not known
  level VARCHAR(10) NOT NULL, -- warning, error
  text MEDIUMTEXT NOT NULL,
  KEY ix_bulk_rows_operation (operation_id, id),
  KEY ix_bulk_rows_level (operation_id, level, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- +goose Down
DROP TABLE bulk_rows;
DROP TABLE bulk_operations;
