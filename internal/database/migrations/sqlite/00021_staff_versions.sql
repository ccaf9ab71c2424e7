-- +goose Up
-- Accounts of staff have a version, for those who name the one they have read. Signing in does not count.
ALTER TABLE staff_accounts ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- +goose Down
ALTER TABLE staff_accounts DROP COLUMN version;
