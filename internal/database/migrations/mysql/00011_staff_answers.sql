-- +goose NO TRANSACTION
-- +goose Up
-- What mutations of staff answered, for whoever asks again with the same idempotency key.
CREATE TABLE staff_answers (
  key_hash VARBINARY(32) NOT NULL PRIMARY KEY,
  request_hash VARBINARY(32) NOT NULL,
  answer MEDIUMBLOB NOT NULL, -- compressed JSON
  created_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  KEY ix_staff_answers_expires (expires_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- +goose Down
DROP TABLE staff_answers;
