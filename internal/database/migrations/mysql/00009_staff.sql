-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE staff_accounts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email VARCHAR(255) NOT NULL,
  email_key VARBINARY(255) NOT NULL, -- the one way the address is written
  name VARCHAR(255) NOT NULL,
  role VARCHAR(20) NOT NULL,
  state VARCHAR(10) NOT NULL, -- active, disabled
  password_hash VARCHAR(255) NOT NULL, -- PHC string
  totp_secret VARCHAR(255) NOT NULL, -- sealed; empty: none
  totp_pending VARCHAR(255) NOT NULL, -- sealed; until a first code confirms it
  totp_step BIGINT NOT NULL, -- of the last code that was accepted
  signed_in_at DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_staff_accounts_email_key (email_key),
  KEY ix_staff_accounts_role (role, state)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE staff_recovery_codes (
  account_id BIGINT NOT NULL, -- staff_accounts.id
  code_hash VARBINARY(32) NOT NULL,
  used_at DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (account_id, code_hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Sessions and API keys, in one table, so that one statement knows whose a token is.
CREATE TABLE staff_tokens (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind VARCHAR(10) NOT NULL, -- session, key
  hash VARBINARY(32) NOT NULL,
  prefix VARCHAR(20) NOT NULL, -- what is shown of it
  name VARCHAR(255) NOT NULL, -- of a key; the device of a session
  address VARCHAR(64) NOT NULL, -- where a session was opened from
  account_id BIGINT NULL, -- staff_accounts.id: whose session, or who made the key; none: made on the command line
  scopes MEDIUMTEXT NOT NULL, -- JSON list of a key's permissions
  created_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NULL,
  last_used_at DATETIME(3) NULL,
  UNIQUE KEY uq_staff_tokens_hash (hash),
  KEY ix_staff_tokens_account (account_id, kind, id),
  KEY ix_staff_tokens_kind (kind, id),
  KEY ix_staff_tokens_expires (expires_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The latest guesses at a password or a code, by what was guessed at and by where from.
CREATE TABLE staff_guesses (
  key_hash VARBINARY(32) NOT NULL PRIMARY KEY,
  tries MEDIUMTEXT NOT NULL, -- JSON list of milliseconds since 1970
  expires_at DATETIME(3) NOT NULL,
  KEY ix_staff_guesses_expires (expires_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What staff have written, append-only.
CREATE TABLE audit_entries (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at DATETIME(3) NOT NULL,
  actor_kind VARCHAR(10) NOT NULL, -- staff, key, system
  actor_id BIGINT NOT NULL,
  actor_name VARCHAR(255) NOT NULL, -- as it was then
  action VARCHAR(80) NOT NULL,
  object_kind VARCHAR(40) NOT NULL,
  object_id BIGINT NOT NULL,
  before_value MEDIUMTEXT NULL, -- JSON
  after_value MEDIUMTEXT NULL, -- JSON
  request_id VARCHAR(64) NOT NULL,
  KEY ix_audit_entries_object (object_kind, object_id, id),
  KEY ix_audit_entries_actor (actor_kind, actor_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- +goose Down
DROP TABLE audit_entries;
DROP TABLE staff_guesses;
DROP TABLE staff_tokens;
DROP TABLE staff_recovery_codes;
DROP TABLE staff_accounts;
