-- +goose Up
-- The outbox: what is to be sent, and for a while what was. Tries counts the leases of a row; due_at is when it may be
-- tried next, which while somebody tries is when the lease ends.
CREATE TABLE mails (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token TEXT NOT NULL, -- of the Message-ID
  kind TEXT NOT NULL,
  address TEXT NOT NULL,
  name TEXT NOT NULL,
  data TEXT NOT NULL, -- JSON object; wiped at the end
  state TEXT NOT NULL, -- queued, sent, failed
  tries INTEGER NOT NULL,
  due_at DATETIME NOT NULL,
  last_error TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  ended_at DATETIME NULL
);

CREATE UNIQUE INDEX uq_mails_token ON mails (token);

CREATE INDEX ix_mails_due ON mails (state, due_at, id);

CREATE INDEX ix_mails_ended ON mails (ended_at, id);

CREATE INDEX ix_mails_address ON mails (address);

-- +goose Down
DROP TABLE mails;
