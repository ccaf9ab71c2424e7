-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE customers (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email VARCHAR(320) NOT NULL,
  email_key VARBINARY(255) NOT NULL,
  phone VARCHAR(40) NOT NULL,
  phone_key VARBINARY(64) NOT NULL, -- the number; without one something random
  first_name VARCHAR(255) NOT NULL,
  last_name VARCHAR(255) NOT NULL,
  accepts_marketing BOOLEAN NOT NULL,
  tags MEDIUMTEXT NOT NULL, -- JSON list
  state VARCHAR(20) NOT NULL,
  password_hash VARCHAR(255) NOT NULL, -- empty: there is none
  identifier VARCHAR(255) NULL, -- what another system knows the customer by
  default_address_id BIGINT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_customers_email (email_key),
  UNIQUE KEY uq_customers_phone (phone_key),
  UNIQUE KEY uq_customers_identifier (identifier)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE customer_addresses (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id BIGINT NOT NULL,
  address MEDIUMTEXT NOT NULL, -- JSON
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  KEY ix_customer_addresses_customer (customer_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Tokens that sign in. Those that were renewed stay until they expire, so that showing one again is noticed.
CREATE TABLE customer_tokens (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id BIGINT NOT NULL,
  hash VARBINARY(32) NOT NULL,
  family VARCHAR(40) NOT NULL,
  device VARCHAR(255) NOT NULL,
  renewed BOOLEAN NOT NULL,
  created_at DATETIME(3) NOT NULL,
  used_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_customer_tokens_hash (hash),
  KEY ix_customer_tokens_customer (customer_id, id),
  KEY ix_customer_tokens_family (family),
  KEY ix_customer_tokens_expires (expires_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What was mailed to activate an account or to set a password anew; used once.
CREATE TABLE customer_links (
  hash VARBINARY(32) NOT NULL PRIMARY KEY,
  customer_id BIGINT NOT NULL, -- 0: of nobody, so that asking takes as long for everybody
  kind VARCHAR(20) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  KEY ix_customer_links_customer (customer_id),
  KEY ix_customer_links_expires (expires_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Guesses at passwords in the current span, by what was guessed at and by where from.
CREATE TABLE customer_guesses (
  key_hash VARBINARY(32) NOT NULL PRIMARY KEY,
  tries BIGINT NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  KEY ix_customer_guesses_expires (expires_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- +goose Down
DROP TABLE customer_guesses;
DROP TABLE customer_links;
DROP TABLE customer_tokens;
DROP TABLE customer_addresses;
DROP TABLE customers;
