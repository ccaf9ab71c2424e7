-- +goose NO TRANSACTION
-- +goose Up
-- One row a product. Everything a listing shows or sorts by stands here, computed when the product is written:
-- price bounds, stock and availability over its variants, the options with their values, the featured picture.
-- *_key columns are folded for sorting, bytes that every database orders alike.
CREATE TABLE products (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle VARCHAR(255) NOT NULL,
  title VARCHAR(255) NOT NULL,
  title_key VARBINARY(255) NOT NULL,
  description_html MEDIUMTEXT NOT NULL,
  description MEDIUMTEXT NOT NULL,
  vendor VARCHAR(255) NOT NULL,
  vendor_key VARBINARY(255) NOT NULL,
  product_type VARCHAR(255) NOT NULL,
  type_key VARBINARY(255) NOT NULL,
  tags MEDIUMTEXT NOT NULL, -- JSON list
  status VARCHAR(20) NOT NULL,
  published_at DATETIME(3) NULL,
  gift_card BOOLEAN NOT NULL,
  category VARCHAR(255) NOT NULL,
  seo_title VARCHAR(255) NOT NULL,
  seo_description MEDIUMTEXT NOT NULL,
  options MEDIUMTEXT NOT NULL, -- JSON, as in product_options and product_option_values
  featured_image MEDIUMTEXT NULL, -- JSON
  price_min BIGINT NOT NULL, -- minor units
  price_max BIGINT NOT NULL,
  compare_min BIGINT NULL,
  compare_max BIGINT NULL,
  total_inventory BIGINT NOT NULL,
  tracked BOOLEAN NOT NULL,
  available BOOLEAN NOT NULL,
  variants_count INT NOT NULL,
  sales BIGINT NOT NULL, -- units sold
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  version BIGINT NOT NULL,
  UNIQUE KEY uq_products_handle (handle),
  KEY ix_products_id (status, id, published_at),
  KEY ix_products_title (status, title_key, id),
  KEY ix_products_type (status, type_key, id),
  KEY ix_products_vendor (status, vendor_key, id),
  KEY ix_products_price (status, price_min, id),
  KEY ix_products_sales (status, sales, id),
  KEY ix_products_created (status, created_at, id),
  KEY ix_products_updated (status, updated_at, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE product_options (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  product_id BIGINT NOT NULL,
  position INT NOT NULL,
  name VARCHAR(255) NOT NULL,
  UNIQUE KEY uq_product_options_name (product_id, name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE product_option_values (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  option_id BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  position INT NOT NULL,
  name VARCHAR(255) NOT NULL,
  swatch_color VARCHAR(20) NOT NULL,
  UNIQUE KEY uq_product_option_values_name (option_id, name),
  KEY ix_product_option_values_product (product_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE variants (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  product_id BIGINT NOT NULL,
  position INT NOT NULL,
  title VARCHAR(255) NOT NULL,
  sku VARCHAR(255) NOT NULL,
  barcode VARCHAR(255) NOT NULL,
  price BIGINT NOT NULL, -- minor units
  compare_at BIGINT NULL,
  cost BIGINT NULL,
  weight_milligrams BIGINT NOT NULL,
  weight_unit VARCHAR(20) NOT NULL,
  taxable BOOLEAN NOT NULL,
  tax_code VARCHAR(255) NOT NULL,
  requires_shipping BOOLEAN NOT NULL,
  tracked BOOLEAN NOT NULL,
  oversell BOOLEAN NOT NULL,
  quantity BIGINT NOT NULL, -- the sum of stock_levels
  available BOOLEAN NOT NULL,
  value1_id BIGINT NOT NULL, -- product_option_values.id per option; 0: the product has no such option
  value2_id BIGINT NOT NULL,
  value3_id BIGINT NOT NULL,
  selected MEDIUMTEXT NOT NULL, -- JSON: option names and values
  media_id BIGINT NULL,
  unit_price MEDIUMTEXT NULL, -- JSON: the measure of the unit price
  quantity_minimum INT NOT NULL,
  quantity_maximum INT NULL,
  quantity_increment INT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_variants_values (product_id, value1_id, value2_id, value3_id),
  KEY ix_variants_position (product_id, position, id),
  KEY ix_variants_matrix (product_id, id, value1_id, value2_id, value3_id, available),
  KEY ix_variants_sku (sku),
  KEY ix_variants_barcode (barcode),
  KEY ix_variants_media (media_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE stock_levels (
  variant_id BIGINT NOT NULL,
  location_id BIGINT NOT NULL,
  quantity BIGINT NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  PRIMARY KEY (variant_id, location_id),
  KEY ix_stock_levels_location (location_id, variant_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE media (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind VARCHAR(20) NOT NULL,
  alt VARCHAR(512) NOT NULL,
  source VARCHAR(2048) NOT NULL,
  name VARCHAR(100) NOT NULL, -- in the media store; empty: the bytes are at source
  mime VARCHAR(100) NOT NULL,
  width INT NOT NULL, -- pixels; 0: unknown
  height INT NOT NULL,
  bytes BIGINT NOT NULL,
  sources MEDIUMTEXT NOT NULL, -- JSON list of files, for videos and models
  preview MEDIUMTEXT NULL, -- JSON: a still picture, for videos and models
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  KEY ix_media_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE product_media (
  product_id BIGINT NOT NULL,
  position INT NOT NULL,
  media_id BIGINT NOT NULL,
  PRIMARY KEY (product_id, position),
  KEY ix_product_media_media (media_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE product_tags (
  tag VARCHAR(255) NOT NULL,
  product_id BIGINT NOT NULL,
  PRIMARY KEY (tag, product_id),
  KEY ix_product_tags_product (product_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE product_links (
  product_id BIGINT NOT NULL,
  kind VARCHAR(20) NOT NULL, -- RELATED, COMPLEMENTARY
  position INT NOT NULL,
  linked_id BIGINT NOT NULL,
  PRIMARY KEY (product_id, kind, position),
  KEY ix_product_links_linked (linked_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE collections (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle VARCHAR(255) NOT NULL,
  title VARCHAR(255) NOT NULL,
  title_key VARBINARY(255) NOT NULL,
  description_html MEDIUMTEXT NOT NULL,
  description MEDIUMTEXT NOT NULL,
  image_id BIGINT NULL, -- media.id
  seo_title VARCHAR(255) NOT NULL,
  seo_description MEDIUMTEXT NOT NULL,
  sort_order VARCHAR(20) NOT NULL,
  published_at DATETIME(3) NULL,
  products_count INT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  version BIGINT NOT NULL,
  UNIQUE KEY uq_collections_handle (handle),
  KEY ix_collections_title (title_key, id),
  KEY ix_collections_updated (updated_at, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A product's place in a collection, with copies of what collections are sorted by, so that every order has an index.
CREATE TABLE collection_products (
  collection_id BIGINT NOT NULL,
  product_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  listed_at DATETIME(3) NULL, -- when shoppers may see the product; null: not at all
  title_key VARBINARY(255) NOT NULL,
  price_min BIGINT NOT NULL,
  sales BIGINT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (collection_id, product_id),
  KEY ix_collection_products_position (collection_id, position, product_id),
  KEY ix_collection_products_title (collection_id, title_key, product_id),
  KEY ix_collection_products_price (collection_id, price_min, product_id),
  KEY ix_collection_products_sales (collection_id, sales, product_id),
  KEY ix_collection_products_created (collection_id, created_at, product_id),
  KEY ix_collection_products_product (product_id, collection_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE metafields (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  owner_type VARCHAR(40) NOT NULL,
  owner_id BIGINT NOT NULL,
  namespace VARCHAR(255) NOT NULL,
  name VARCHAR(64) NOT NULL,
  type VARCHAR(100) NOT NULL,
  value MEDIUMTEXT NOT NULL,
  description VARCHAR(255) NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_metafields_owner (owner_type, owner_id, namespace, name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- +goose Down
DROP TABLE metafields;
DROP TABLE collection_products;
DROP TABLE collections;
DROP TABLE product_links;
DROP TABLE product_tags;
DROP TABLE product_media;
DROP TABLE media;
DROP TABLE stock_levels;
DROP TABLE variants;
DROP TABLE product_option_values;
DROP TABLE product_options;
DROP TABLE products;
