-- +goose Up
-- What staff find customers by: the last name and the first, without case and accents, with a tab between them. Names that
-- are there already lose their accents with the next write.
ALTER TABLE customers ADD COLUMN name_key BLOB NOT NULL DEFAULT X'';
ALTER TABLE customers ADD COLUMN version INTEGER NOT NULL DEFAULT 1; -- counts the writes
UPDATE customers SET name_key = CAST(LOWER(TRIM(last_name)) || char(9) || LOWER(TRIM(first_name)) AS BLOB);
CREATE INDEX ix_customers_name ON customers (name_key, id);
CREATE INDEX ix_customers_created ON customers (created_at, id);
CREATE INDEX ix_customers_updated ON customers (updated_at, id);

-- +goose Down
DROP INDEX ix_customers_updated;
DROP INDEX ix_customers_created;
DROP INDEX ix_customers_name;
ALTER TABLE customers DROP COLUMN version;
ALTER TABLE customers DROP COLUMN name_key;
