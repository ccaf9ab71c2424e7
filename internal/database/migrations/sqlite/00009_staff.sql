-- +goose Up
CREATE TABLE staff_accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  email_key BLOB NOT NULL, -- the one way the address is written
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  state TEXT NOT NULL, -- active, disabled
  password_hash TEXT NOT NULL, -- PHC string
  totp_secret TEXT NOT NULL, -- sealed; empty: none
  totp_pending TEXT NOT NULL, -- sealed; until a first code confirms it
  totp_step INTEGER NOT NULL, -- of the last code that was accepted
  signed_in_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_staff_accounts_email_key ON staff_accounts (email_key);

CREATE INDEX ix_staff_accounts_role ON staff_accounts (role, state);

CREATE TABLE staff_recovery_codes (
  account_id INTEGER NOT NULL, -- staff_accounts.id
  code_hash BLOB NOT NULL,
  used_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  PRIMARY KEY (account_id, code_hash)
);

-- Sessions and API keys, in one table, so that one statement knows whose a token is.
CREATE TABLE staff_tokens (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL, -- session, key
  hash BLOB NOT NULL,
  prefix TEXT NOT NULL, -- what is shown of it
  name TEXT NOT NULL, -- of a key; the device of a session
  address TEXT NOT NULL, -- where a session was opened from
  account_id INTEGER NULL, -- staff_accounts.id: whose session, or who made the key; none: made on the command line
  scopes TEXT NOT NULL, -- JSON list of a key's permissions
  created_at DATETIME NOT NULL,
  expires_at DATETIME NULL,
  last_used_at DATETIME NULL
);

CREATE UNIQUE INDEX uq_staff_tokens_hash ON staff_tokens (hash);

CREATE INDEX ix_staff_tokens_account ON staff_tokens (account_id, kind, id);

CREATE INDEX ix_staff_tokens_kind ON staff_tokens (kind, id);

CREATE INDEX ix_staff_tokens_expires ON staff_tokens (expires_at);

-- The latest guesses at a password or a code, by what was guessed at and by where from.
CREATE TABLE staff_guesses (
  key_hash BLOB NOT NULL PRIMARY KEY,
  tries TEXT NOT NULL, -- JSON list of milliseconds since 1970
  expires_at DATETIME NOT NULL
);

CREATE INDEX ix_staff_guesses_expires ON staff_guesses (expires_at);

-- What staff have written, append-only.
CREATE TABLE audit_entries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at DATETIME NOT NULL,
  actor_kind TEXT NOT NULL, -- staff, key, system
  actor_id INTEGER NOT NULL,
  actor_name TEXT NOT NULL, -- as it was then
  action TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object_id INTEGER NOT NULL,
  before_value TEXT NULL, -- JSON
  after_value TEXT NULL, -- JSON
  request_id TEXT NOT NULL
);

CREATE INDEX ix_audit_entries_object ON audit_entries (object_kind, object_id, id);

CREATE INDEX ix_audit_entries_actor ON audit_entries (actor_kind, actor_id, id);

-- +goose Down
DROP TABLE audit_entries;
DROP TABLE staff_guesses;
DROP TABLE staff_tokens;
DROP TABLE staff_recovery_codes;
DROP TABLE staff_accounts;
