-- +goose Up
-- One row a cart, with everything in it: a cart is read whole, written whole, and locked by its row. Lists are JSON. The
-- bill is what the cart costs, worked out when the cart was last written.
CREATE TABLE carts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token TEXT NOT NULL,
  secret TEXT NOT NULL,
  currency TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  country TEXT NOT NULL,
  customer_id INTEGER NULL,
  preferences TEXT NULL,
  note TEXT NULL,
  attributes TEXT NOT NULL,
  codes TEXT NOT NULL,
  gifts TEXT NOT NULL,
  addresses TEXT NOT NULL,
  billing TEXT NULL,
  delivery_option TEXT NOT NULL,
  cart_lines TEXT NOT NULL,
  next_number INTEGER NOT NULL, -- of lines and addresses
  bill TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  total INTEGER NOT NULL, -- minor units
  notices TEXT NOT NULL, -- warnings that the next payload shows
  terms_version INTEGER NOT NULL, -- the change of terms that the bill knows
  priced_until DATETIME NULL, -- when a discount begins or ends
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  expires_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX uq_carts_token ON carts (token);
CREATE INDEX ix_carts_expires ON carts (expires_at, id);
CREATE INDEX ix_carts_customer ON carts (customer_id, updated_at, id);

-- Answers that were given under an idempotency key, for whoever did not hear them and asks again.
CREATE TABLE cart_answers (
  key_hash BLOB NOT NULL PRIMARY KEY,
  request_hash BLOB NOT NULL,
  cart_id INTEGER NOT NULL,
  answer BLOB NOT NULL, -- compressed JSON
  created_at DATETIME NOT NULL,
  expires_at DATETIME NOT NULL
);
CREATE INDEX ix_cart_answers_expires ON cart_answers (expires_at);
CREATE INDEX ix_cart_answers_cart ON cart_answers (cart_id);

-- +goose Down
DROP TABLE cart_answers;
DROP TABLE carts;
