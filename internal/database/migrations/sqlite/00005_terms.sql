-- +goose Up
-- What a shop sells on. Amounts are minor units of the shop's currency; lists are JSON.
CREATE INDEX ix_changes_kind ON changes (kind, sequence);

CREATE TABLE discounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code TEXT NOT NULL, -- empty: it applies by itself
  code_key BLOB NOT NULL, -- the code folded; without a code something random
  title TEXT NOT NULL,
  class TEXT NOT NULL,
  kind TEXT NOT NULL,
  basis_points INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  each_unit BOOLEAN NOT NULL,
  items TEXT NOT NULL,
  buys TEXT NOT NULL,
  buy_quantity INTEGER NOT NULL,
  gets TEXT NOT NULL,
  get_quantity INTEGER NOT NULL,
  per_order INTEGER NOT NULL,
  minimum_amount INTEGER NOT NULL,
  minimum_quantity INTEGER NOT NULL,
  countries TEXT NOT NULL,
  max_delivery INTEGER NOT NULL,
  enabled BOOLEAN NOT NULL,
  starts_at DATETIME NOT NULL,
  ends_at DATETIME NULL,
  use_limit INTEGER NOT NULL, -- orders that may use it; 0: no limit
  used INTEGER NOT NULL,
  once_per INTEGER NOT NULL,
  customers TEXT NOT NULL,
  tags TEXT NOT NULL,
  with_products BOOLEAN NOT NULL,
  with_order BOOLEAN NOT NULL,
  with_shipping BOOLEAN NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  version INTEGER NOT NULL
);

CREATE UNIQUE INDEX uq_discounts_code ON discounts (code_key);

-- How often a customer has used a discount.
CREATE TABLE discount_uses (
  customer_id INTEGER NOT NULL,
  discount_id INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  PRIMARY KEY (customer_id, discount_id)
);

CREATE TABLE gift_cards (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code_hash BLOB NOT NULL,
  last_characters TEXT NOT NULL,
  currency TEXT NOT NULL,
  initial INTEGER NOT NULL,
  balance INTEGER NOT NULL,
  enabled BOOLEAN NOT NULL,
  expires_at DATETIME NULL,
  note TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_gift_cards_code ON gift_cards (code_hash);

-- The ledger of gift cards: every movement of a balance.
CREATE TABLE gift_card_entries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  gift_card_id INTEGER NOT NULL,
  amount INTEGER NOT NULL, -- given to the card; negative: taken from it
  balance INTEGER NOT NULL, -- after it
  reason TEXT NOT NULL,
  reference TEXT NOT NULL,
  created_at DATETIME NOT NULL
);

CREATE INDEX ix_gift_card_entries_card ON gift_card_entries (gift_card_id, id);

CREATE TABLE delivery_zones (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  places TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_delivery_zones_name ON delivery_zones (name);

CREATE TABLE delivery_rates (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  zone_id INTEGER NOT NULL,
  handle TEXT NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  price INTEGER NOT NULL,
  per_kilogram INTEGER NOT NULL,
  free_from INTEGER NOT NULL,
  min_weight INTEGER NOT NULL, -- milligrams
  max_weight INTEGER NOT NULL,
  min_value INTEGER NOT NULL,
  max_value INTEGER NOT NULL
);

CREATE UNIQUE INDEX uq_delivery_rates_handle ON delivery_rates (handle);
CREATE INDEX ix_delivery_rates_zone ON delivery_rates (zone_id, id);

CREATE TABLE pickups (
  location_id INTEGER NOT NULL PRIMARY KEY,
  handle TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  country TEXT NOT NULL,
  price INTEGER NOT NULL
);

CREATE UNIQUE INDEX uq_pickups_handle ON pickups (handle);

CREATE TABLE tax_rates (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  country TEXT NOT NULL,
  province TEXT NOT NULL,
  class TEXT NOT NULL,
  basis_points INTEGER NOT NULL,
  on_delivery BOOLEAN NOT NULL
);

CREATE UNIQUE INDEX uq_tax_rates_place ON tax_rates (country, province, class, title);

-- One row, there from the beginning. Whoever writes terms locks it first, so that changes are numbered in the order in
-- which they come to be seen.
CREATE TABLE terms (
  id INTEGER NOT NULL PRIMARY KEY,
  tax_included BOOLEAN NOT NULL,
  updated_at DATETIME NOT NULL
);

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
DROP INDEX ix_changes_kind;
