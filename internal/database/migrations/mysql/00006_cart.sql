-- +goose NO TRANSACTION
-- +goose Up
-- One row a cart, with everything in it: a cart is read whole, written whole, and locked by its row. Lists are JSON. The
-- bill is what the cart costs, worked out when the cart was last written.
CREATE TABLE carts (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  token VARCHAR(64) NOT NULL,
  secret VARCHAR(64) NOT NULL,
  currency VARCHAR(3) NOT NULL,
  email VARCHAR(255) NOT NULL,
  phone VARCHAR(40) NOT NULL,
  country VARCHAR(2) NOT NULL,
  customer_id BIGINT NULL,
  preferences MEDIUMTEXT NULL,
  note MEDIUMTEXT NULL,
  attributes MEDIUMTEXT NOT NULL,
  codes MEDIUMTEXT NOT NULL,
  gifts MEDIUMTEXT NOT NULL,
  addresses MEDIUMTEXT NOT NULL,
  billing MEDIUMTEXT NULL,
  delivery_option VARCHAR(255) NOT NULL,
  cart_lines MEDIUMTEXT NOT NULL,
  next_number BIGINT NOT NULL, -- of lines and addresses
  bill MEDIUMTEXT NOT NULL,
  quantity BIGINT NOT NULL,
  total BIGINT NOT NULL, -- minor units
  notices MEDIUMTEXT NOT NULL, -- warnings that the next payload shows
  terms_version BIGINT NOT NULL, -- the change of terms that the bill knows
  priced_until DATETIME(3) NULL, -- when a discount begins or ends
  version BIGINT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_carts_token (token),
  KEY ix_carts_expires (expires_at, id),
  KEY ix_carts_customer (customer_id, updated_at, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Answers that were given under an idempotency key, for whoever did not hear them and asks again.
CREATE TABLE cart_answers (
  key_hash VARBINARY(32) NOT NULL PRIMARY KEY,
  request_hash VARBINARY(32) NOT NULL,
  cart_id BIGINT NOT NULL,
  answer MEDIUMBLOB NOT NULL, -- compressed JSON
  created_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  KEY ix_cart_answers_expires (expires_at),
  KEY ix_cart_answers_cart (cart_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- +goose Down
DROP TABLE cart_answers;
DROP TABLE carts;
