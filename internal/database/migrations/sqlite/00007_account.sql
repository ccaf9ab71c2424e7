-- +goose Up
CREATE TABLE customers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  email_key BLOB NOT NULL,
  phone TEXT NOT NULL,
  phone_key BLOB NOT NULL, -- the number; without one something random
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  accepts_marketing BOOLEAN NOT NULL,
  tags TEXT NOT NULL, -- JSON list
  state TEXT NOT NULL,
  password_hash TEXT NOT NULL, -- empty: there is none
  identifier TEXT NULL, -- what another system knows the customer by
  default_address_id INTEGER NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_customers_email ON customers (email_key);
CREATE UNIQUE INDEX uq_customers_phone ON customers (phone_key);
CREATE UNIQUE INDEX uq_customers_identifier ON customers (identifier);

CREATE TABLE customer_addresses (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL,
  address TEXT NOT NULL, -- JSON
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE INDEX ix_customer_addresses_customer ON customer_addresses (customer_id, id);

-- Tokens that sign in. Those that were renewed stay until they expire, so that showing one again is noticed.
CREATE TABLE customer_tokens (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL,
  hash BLOB NOT NULL,
  family TEXT NOT NULL,
  device TEXT NOT NULL,
  renewed BOOLEAN NOT NULL,
  created_at DATETIME NOT NULL,
  used_at DATETIME NOT NULL,
  expires_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_customer_tokens_hash ON customer_tokens (hash);
CREATE INDEX ix_customer_tokens_customer ON customer_tokens (customer_id, id);
CREATE INDEX ix_customer_tokens_family ON customer_tokens (family);
CREATE INDEX ix_customer_tokens_expires ON customer_tokens (expires_at);

-- What was mailed to activate an account or to set a password anew; used once.
CREATE TABLE customer_links (
  hash BLOB NOT NULL PRIMARY KEY,
  customer_id INTEGER NOT NULL, -- 0: of nobody, so that asking takes as long for everybody
  kind TEXT NOT NULL,
  expires_at DATETIME NOT NULL
);

CREATE INDEX ix_customer_links_customer ON customer_links (customer_id);
CREATE INDEX ix_customer_links_expires ON customer_links (expires_at);

-- Guesses at passwords in the current span, by what was guessed at and by where from.
CREATE TABLE customer_guesses (
  key_hash BLOB NOT NULL PRIMARY KEY,
  tries INTEGER NOT NULL,
  expires_at DATETIME NOT NULL
);

CREATE INDEX ix_customer_guesses_expires ON customer_guesses (expires_at);

-- +goose Down
DROP TABLE customer_guesses;
DROP TABLE customer_links;
DROP TABLE customer_tokens;
DROP TABLE customer_addresses;
DROP TABLE customers;
