-- +goose NO TRANSACTION
-- +goose Up
-- The outbox: what is to be sent, and for a while what was. Tries counts the leases of a row; due_at is when it may be
-- tried next, which while somebody tries is when the lease ends.
CREATE TABLE mails (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  token VARCHAR(40) NOT NULL, -- of the Message-ID
  kind VARCHAR(40) NOT NULL,
  address VARCHAR(255) NOT NULL,
  name VARCHAR(255) NOT NULL,
  data MEDIUMTEXT NOT NULL, -- JSON object; wiped at the end
  state VARCHAR(10) NOT NULL, -- queued, sent, failed
  tries INT NOT NULL,
  due_at DATETIME(3) NOT NULL,
  last_error MEDIUMTEXT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  ended_at DATETIME(3) NULL,
  UNIQUE KEY uq_mails_token (token),
  KEY ix_mails_due (state, due_at, id),
  KEY ix_mails_ended (ended_at, id),
  KEY ix_mails_address (address)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- +goose Down
DROP TABLE mails;
