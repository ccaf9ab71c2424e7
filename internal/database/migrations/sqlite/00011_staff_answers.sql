-- +goose Up
-- What mutations of staff answered, for whoever asks again with the same idempotency key.
CREATE TABLE staff_answers (
  key_hash BLOB NOT NULL PRIMARY KEY,
  request_hash BLOB NOT NULL,
  answer BLOB NOT NULL, -- compressed JSON
  created_at DATETIME NOT NULL,
  expires_at DATETIME NOT NULL
);
CREATE INDEX ix_staff_answers_expires ON staff_answers (expires_at);

-- +goose Down
DROP TABLE staff_answers;
