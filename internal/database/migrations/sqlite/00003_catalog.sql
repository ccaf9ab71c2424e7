-- +goose Up
-- One row a product. Everything a listing shows or sorts by stands here, computed when the product is written:
-- price bounds, stock and availability over its variants, the options with their values, the featured picture.
-- *_key columns are folded for sorting, bytes that every database orders alike.
CREATE TABLE products (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  handle TEXT NOT NULL,
  title TEXT NOT NULL,
  title_key BLOB NOT NULL,
  description_html TEXT NOT NULL,
  description TEXT NOT NULL,
  vendor TEXT NOT NULL,
  vendor_key BLOB NOT NULL,
  product_type TEXT NOT NULL,
  type_key BLOB NOT NULL,
  tags TEXT NOT NULL, -- JSON list
  status TEXT NOT NULL,
  published_at DATETIME NULL,
  gift_card BOOLEAN NOT NULL,
  category TEXT NOT NULL,
  seo_title TEXT NOT NULL,
  seo_description TEXT NOT NULL,
  options TEXT NOT NULL, -- JSON, as in product_options and product_option_values
  featured_image TEXT NULL, -- JSON
  price_min INTEGER NOT NULL, -- minor units
  price_max INTEGER NOT NULL,
  compare_min INTEGER NULL,
  compare_max INTEGER NULL,
  total_inventory INTEGER NOT NULL,
  tracked BOOLEAN NOT NULL,
  available BOOLEAN NOT NULL,
  variants_count INTEGER NOT NULL,
  sales INTEGER NOT NULL, -- units sold
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  version INTEGER NOT NULL
);

CREATE UNIQUE INDEX uq_products_handle ON products (handle);

CREATE INDEX ix_products_id ON products (status, id, published_at);

CREATE INDEX ix_products_title ON products (status, title_key, id);

CREATE INDEX ix_products_type ON products (status, type_key, id);

CREATE INDEX ix_products_vendor ON products (status, vendor_key, id);

CREATE INDEX ix_products_price ON products (status, price_min, id);

CREATE INDEX ix_products_sales ON products (status, sales, id);

CREATE INDEX ix_products_created ON products (status, created_at, id);

CREATE INDEX ix_products_updated ON products (status, updated_at, id);

CREATE TABLE product_options (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL
);

CREATE UNIQUE INDEX uq_product_options_name ON product_options (product_id, name);

CREATE TABLE product_option_values (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  option_id INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  swatch_color TEXT NOT NULL
);

CREATE UNIQUE INDEX uq_product_option_values_name ON product_option_values (option_id, name);

CREATE INDEX ix_product_option_values_product ON product_option_values (product_id);

CREATE TABLE variants (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  sku TEXT NOT NULL,
  barcode TEXT NOT NULL,
  price INTEGER NOT NULL, -- minor units
  compare_at INTEGER NULL,
  cost INTEGER NULL,
  weight_milligrams INTEGER NOT NULL,
  weight_unit TEXT NOT NULL,
  taxable BOOLEAN NOT NULL,
  tax_code TEXT NOT NULL,
  requires_shipping BOOLEAN NOT NULL,
  tracked BOOLEAN NOT NULL,
  oversell BOOLEAN NOT NULL,
  quantity INTEGER NOT NULL, -- the sum of stock_levels
  available BOOLEAN NOT NULL,
  value1_id INTEGER NOT NULL, -- product_option_values.id per option; 0: the product has no such option
  value2_id INTEGER NOT NULL,
  value3_id INTEGER NOT NULL,
  selected TEXT NOT NULL, -- JSON: option names and values
  media_id INTEGER NULL,
  unit_price TEXT NULL, -- JSON: the measure of the unit price
  quantity_minimum INTEGER NOT NULL,
  quantity_maximum INTEGER NULL,
  quantity_increment INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_variants_values ON variants (product_id, value1_id, value2_id, value3_id);

CREATE INDEX ix_variants_position ON variants (product_id, position, id);

CREATE INDEX ix_variants_matrix ON variants (product_id, id, value1_id, value2_id, value3_id, available);

CREATE INDEX ix_variants_sku ON variants (sku);

CREATE INDEX ix_variants_barcode ON variants (barcode);

CREATE INDEX ix_variants_media ON variants (media_id);

CREATE TABLE stock_levels (
  variant_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  updated_at DATETIME NOT NULL,
  PRIMARY KEY (variant_id, location_id)
);

CREATE INDEX ix_stock_levels_location ON stock_levels (location_id, variant_id);

CREATE TABLE media (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  alt TEXT NOT NULL,
  source TEXT NOT NULL,
  name TEXT NOT NULL, -- in the media store; empty: the bytes are at source
  mime TEXT NOT NULL,
  width INTEGER NOT NULL, -- pixels; 0: unknown
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  sources TEXT NOT NULL, -- JSON list of files, for videos and models
  preview TEXT NULL, -- JSON: a still picture, for videos and models
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE INDEX ix_media_name ON media (name);

CREATE TABLE product_media (
  product_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  media_id INTEGER NOT NULL,
  PRIMARY KEY (product_id, position)
);

CREATE INDEX ix_product_media_media ON product_media (media_id);

CREATE TABLE product_tags (
  tag TEXT NOT NULL,
  product_id INTEGER NOT NULL,
  PRIMARY KEY (tag, product_id)
);

CREATE INDEX ix_product_tags_product ON product_tags (product_id);

CREATE TABLE product_links (
  product_id INTEGER NOT NULL,
  kind TEXT NOT NULL, -- RELATED, COMPLEMENTARY
  position INTEGER NOT NULL,
  linked_id INTEGER NOT NULL,
  PRIMARY KEY (product_id, kind, position)
);

CREATE INDEX ix_product_links_linked ON product_links (linked_id);

CREATE TABLE collections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  handle TEXT NOT NULL,
  title TEXT NOT NULL,
  title_key BLOB NOT NULL,
  description_html TEXT NOT NULL,
  description TEXT NOT NULL,
  image_id INTEGER NULL, -- media.id
  seo_title TEXT NOT NULL,
  seo_description TEXT NOT NULL,
  sort_order TEXT NOT NULL,
  published_at DATETIME NULL,
  products_count INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  version INTEGER NOT NULL
);

CREATE UNIQUE INDEX uq_collections_handle ON collections (handle);

CREATE INDEX ix_collections_title ON collections (title_key, id);

CREATE INDEX ix_collections_updated ON collections (updated_at, id);

-- A product's place in a collection, with copies of what collections are sorted by, so that every order has an index.
CREATE TABLE collection_products (
  collection_id INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  listed_at DATETIME NULL, -- when shoppers may see the product; null: not at all
  title_key BLOB NOT NULL,
  price_min INTEGER NOT NULL,
  sales INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  PRIMARY KEY (collection_id, product_id)
);

CREATE INDEX ix_collection_products_position ON collection_products (collection_id, position, product_id);

CREATE INDEX ix_collection_products_title ON collection_products (collection_id, title_key, product_id);

CREATE INDEX ix_collection_products_price ON collection_products (collection_id, price_min, product_id);

CREATE INDEX ix_collection_products_sales ON collection_products (collection_id, sales, product_id);

CREATE INDEX ix_collection_products_created ON collection_products (collection_id, created_at, product_id);

CREATE INDEX ix_collection_products_product ON collection_products (product_id, collection_id);

CREATE TABLE metafields (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner_type TEXT NOT NULL,
  owner_id INTEGER NOT NULL,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  value TEXT NOT NULL,
  description TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_metafields_owner ON metafields (owner_type, owner_id, namespace, name);

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
