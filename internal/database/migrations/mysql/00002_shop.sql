-- +goose NO TRANSACTION
-- +goose Up
-- The shop's settings: one row, id 1.
CREATE TABLE shop (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  description MEDIUMTEXT NOT NULL,
  currency VARCHAR(3) NOT NULL,
  country VARCHAR(2) NOT NULL,
  language VARCHAR(10) NOT NULL,
  email VARCHAR(320) NOT NULL,
  phone VARCHAR(40) NOT NULL,
  public_url VARCHAR(1024) NOT NULL, -- the storefront people visit; empty: the address the client used
  brand MEDIUMTEXT NOT NULL, -- JSON
  payment MEDIUMTEXT NOT NULL, -- JSON
  countries MEDIUMTEXT NOT NULL, -- JSON list of country codes the shop sells and ships to
  languages MEDIUMTEXT NOT NULL, -- JSON list of language codes
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE policies (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind VARCHAR(40) NOT NULL,
  handle VARCHAR(255) NOT NULL,
  title VARCHAR(255) NOT NULL,
  body MEDIUMTEXT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_policies_kind (kind),
  UNIQUE KEY uq_policies_handle (handle)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE markets (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle VARCHAR(255) NOT NULL,
  name VARCHAR(255) NOT NULL,
  countries MEDIUMTEXT NOT NULL, -- JSON list of country codes
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_markets_handle (handle)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE locations (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  name_key VARBINARY(255) NOT NULL,
  address1 VARCHAR(255) NOT NULL,
  address2 VARCHAR(255) NOT NULL,
  city VARCHAR(255) NOT NULL,
  city_key VARBINARY(255) NOT NULL,
  province VARCHAR(255) NOT NULL,
  province_code VARCHAR(10) NOT NULL,
  country_code VARCHAR(2) NOT NULL,
  zip VARCHAR(40) NOT NULL,
  phone VARCHAR(40) NOT NULL,
  latitude DOUBLE NULL,
  longitude DOUBLE NULL,
  active BOOLEAN NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_locations_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

INSERT INTO shop (id, name, description, currency, country, language, email, phone, public_url, brand, payment, countries, languages, created_at, updated_at)
VALUES (1, 'My shop', '', 'USD', 'US', 'EN', '', '', '', '{}', '{}', '["US"]', '["EN"]', '2026-01-01 00:00:00', '2026-01-01 00:00:00');

INSERT INTO locations (id, name, name_key, address1, address2, city, city_key, province, province_code, country_code, zip, phone, latitude, longitude, active, created_at, updated_at)
VALUES (1, 'Main location', X'6D61696E206C6F636174696F6E', '', '', '', X'', '', '', 'US', '', '', NULL, NULL, TRUE, '2026-01-01 00:00:00', '2026-01-01 00:00:00');

-- +goose Down
DROP TABLE locations;
DROP TABLE markets;
DROP TABLE policies;
DROP TABLE shop;
