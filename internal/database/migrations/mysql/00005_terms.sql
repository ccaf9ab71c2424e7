-- +goose NO TRANSACTION
-- +goose Up
-- What a shop sells on. Amounts are minor units of the shop's currency; lists are JSON.
CREATE INDEX ix_changes_kind ON changes (kind, sequence);

CREATE TABLE discounts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code VARCHAR(255) NOT NULL, -- empty: it applies by itself
  code_key VARBINARY(255) NOT NULL, -- the code folded; without a code something random
  title VARCHAR(255) NOT NULL,
  class VARCHAR(20) NOT NULL,
  kind VARCHAR(20) NOT NULL,
  basis_points BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  each_unit BOOLEAN NOT NULL,
  items MEDIUMTEXT NOT NULL,
  buys MEDIUMTEXT NOT NULL,
  buy_quantity BIGINT NOT NULL,
  gets MEDIUMTEXT NOT NULL,
  get_quantity BIGINT NOT NULL,
  per_order BIGINT NOT NULL,
  minimum_amount BIGINT NOT NULL,
  minimum_quantity BIGINT NOT NULL,
  countries MEDIUMTEXT NOT NULL,
  max_delivery BIGINT NOT NULL,
  enabled BOOLEAN NOT NULL,
  starts_at DATETIME(3) NOT NULL,
  ends_at DATETIME(3) NULL,
  use_limit BIGINT NOT NULL, -- orders that may use it; 0: no limit
  used BIGINT NOT NULL,
  once_per BIGINT NOT NULL,
  customers MEDIUMTEXT NOT NULL,
  tags MEDIUMTEXT NOT NULL,
  with_products BOOLEAN NOT NULL,
  with_order BOOLEAN NOT NULL,
  with_shipping BOOLEAN NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  version BIGINT NOT NULL,
  UNIQUE KEY uq_discounts_code (code_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- How often a customer has used a discount.
CREATE TABLE discount_uses (
  customer_id BIGINT NOT NULL,
  discount_id BIGINT NOT NULL,
  uses BIGINT NOT NULL,
  PRIMARY KEY (customer_id, discount_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE gift_cards (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code_hash VARBINARY(32) NOT NULL,
  last_characters VARCHAR(4) NOT NULL,
  currency VARCHAR(3) NOT NULL,
  initial BIGINT NOT NULL,
  balance BIGINT NOT NULL,
  enabled BOOLEAN NOT NULL,
  expires_at DATETIME(3) NULL,
  note VARCHAR(1000) NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_gift_cards_code (code_hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The ledger of gift cards: every movement of a balance.
CREATE TABLE gift_card_entries (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  gift_card_id BIGINT NOT NULL,
  amount BIGINT NOT NULL, -- given to the card; negative: taken from it
  balance BIGINT NOT NULL, -- after it
  reason VARCHAR(255) NOT NULL,
  reference VARCHAR(255) NOT NULL,
  created_at DATETIME(3) NOT NULL,
  KEY ix_gift_card_entries_card (gift_card_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE delivery_zones (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  places MEDIUMTEXT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_delivery_zones_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE delivery_rates (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  zone_id BIGINT NOT NULL,
  handle VARCHAR(255) NOT NULL,
  code VARCHAR(255) NOT NULL,
  title VARCHAR(255) NOT NULL,
  description VARCHAR(1000) NOT NULL,
  price BIGINT NOT NULL,
  per_kilogram BIGINT NOT NULL,
  free_from BIGINT NOT NULL,
  min_weight BIGINT NOT NULL, -- milligrams
  max_weight BIGINT NOT NULL,
  min_value BIGINT NOT NULL,
  max_value BIGINT NOT NULL,
  UNIQUE KEY uq_delivery_rates_handle (handle),
  KEY ix_delivery_rates_zone (zone_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE pickups (
  location_id BIGINT NOT NULL PRIMARY KEY,
  handle VARCHAR(255) NOT NULL,
  title VARCHAR(255) NOT NULL,
  description VARCHAR(1000) NOT NULL,
  country VARCHAR(2) NOT NULL,
  price BIGINT NOT NULL,
  UNIQUE KEY uq_pickups_handle (handle)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE tax_rates (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title VARCHAR(255) NOT NULL,
  country VARCHAR(2) NOT NULL,
  province VARCHAR(20) NOT NULL,
  class VARCHAR(255) NOT NULL,
  basis_points BIGINT NOT NULL,
  on_delivery BOOLEAN NOT NULL,
  UNIQUE KEY uq_tax_rates_place (country, province, class, title)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One row, there from the beginning. Whoever writes terms locks it first, so that changes are numbered in the order in
-- which they come to be seen.
CREATE TABLE terms (
  id BIGINT NOT NULL PRIMARY KEY,
  tax_included BOOLEAN NOT NULL,
  updated_at DATETIME(3) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

INSERT INTO terms (id, tax_included, updated_at) VALUES (1, FALSE, '2026-01-01 00:00:00');

-- +goose Down
DROP TABLE terms;
DROP TABLE tax_rates;
DROP TABLE pickups;
DROP TABLE delivery_rates;
DROP TABLE delivery_zones;
DROP TABLE gift_card_entries;
DROP TABLE gift_cards;
DROP TABLE discount_uses;
DROP TABLE discounts;
DROP INDEX ix_changes_kind ON changes;
