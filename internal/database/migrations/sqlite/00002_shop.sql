-- +goose Up
-- The shop's settings: one row, id 1.
CREATE TABLE shop (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  currency TEXT NOT NULL,
  country TEXT NOT NULL,
  language TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  public_url TEXT NOT NULL, -- the storefront people visit; empty: the address the client used
  brand TEXT NOT NULL, -- JSON
  payment TEXT NOT NULL, -- JSON
  countries TEXT NOT NULL, -- JSON list of country codes the shop sells and ships to
  languages TEXT NOT NULL, -- JSON list of language codes
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE TABLE policies (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  handle TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_policies_kind ON policies (kind);

CREATE UNIQUE INDEX uq_policies_handle ON policies (handle);

CREATE TABLE markets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  handle TEXT NOT NULL,
  name TEXT NOT NULL,
  countries TEXT NOT NULL, -- JSON list of country codes
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_markets_handle ON markets (handle);

CREATE TABLE locations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key BLOB NOT NULL,
  address1 TEXT NOT NULL,
  address2 TEXT NOT NULL,
  city TEXT NOT NULL,
  city_key BLOB NOT NULL,
  province TEXT NOT NULL,
  province_code TEXT NOT NULL,
  country_code TEXT NOT NULL,
  zip TEXT NOT NULL,
  phone TEXT NOT NULL,
  latitude REAL NULL,
  longitude REAL NULL,
  active BOOLEAN NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_locations_name ON locations (name);

INSERT INTO shop (id, name, description, currency, country, language, email, phone, public_url, brand, payment, countries, languages, created_at, updated_at)
VALUES (1, 'My shop', '', 'USD', 'US', 'EN', '', '', '', '{}', '{}', '["US"]', '["EN"]', '2026-01-01 00:00:00+00:00', '2026-01-01 00:00:00+00:00');

INSERT INTO locations (id, name, name_key, address1, address2, city, city_key, province, province_code, country_code, zip, phone, latitude, longitude, active, created_at, updated_at)
VALUES (1, 'Main location', X'6D61696E206C6F636174696F6E', '', '', '', X'', '', '', 'US', '', '', NULL, NULL, TRUE, '2026-01-01 00:00:00+00:00', '2026-01-01 00:00:00+00:00');

-- +goose Down
DROP TABLE locations;
DROP TABLE markets;
DROP TABLE policies;
DROP TABLE shop;
