-- +goose NO TRANSACTION
-- +goose Up
-- What staff find customers by: the last name and the first, without case and accents, with a tab between them. Names that
-- are there already lose their accents with the next write.
ALTER TABLE customers
  ADD COLUMN name_key VARBINARY(512) NOT NULL DEFAULT '',
  ADD COLUMN version BIGINT NOT NULL DEFAULT 1; -- counts the writes
UPDATE customers SET name_key = LEFT(CONVERT(CONCAT(LOWER(TRIM(last_name)), '\t', LOWER(TRIM(first_name))), BINARY), 512);
ALTER TABLE customers
  ADD INDEX ix_customers_name (name_key, id),
  ADD INDEX ix_customers_created (created_at, id),
  ADD INDEX ix_customers_updated (updated_at, id);

-- +goose Down
ALTER TABLE customers
  DROP INDEX ix_customers_updated,
  DROP INDEX ix_customers_created,
  DROP INDEX ix_customers_name,
  DROP COLUMN version,
  DROP COLUMN name_key;
