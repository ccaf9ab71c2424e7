-- +goose NO TRANSACTION
-- +goose Up
-- What a collection's products have in common; null: staff put them in one by one.
ALTER TABLE collections ADD COLUMN rules MEDIUMTEXT NULL; -- JSON

-- Collections whose memberships are still to be matched with their rules, from the product behind after_id on. Where the
-- collection is gone, its memberships are to go.
CREATE TABLE collection_work (
  collection_id BIGINT NOT NULL PRIMARY KEY,
  after_id BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One row: another number with each change of rules. Who writes rules locks it, who matches products with rules shares it.
CREATE TABLE collection_rules (
  id BIGINT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

INSERT INTO collection_rules (id, version) VALUES (1, 1);

-- +goose Down
DROP TABLE collection_rules;
DROP TABLE collection_work;
ALTER TABLE collections DROP COLUMN rules;
