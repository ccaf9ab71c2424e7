-- +goose NO TRANSACTION
-- +goose Up
-- What staff may change of what a shop sells on has a version, for those who name the one they have read. Orders that spend
-- from a gift card do not count. Of taxes and of places to pick goods up there is one list each, so theirs stand in the one row.
ALTER TABLE gift_cards ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE delivery_zones ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE terms ADD COLUMN taxes_version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE terms ADD COLUMN pickups_version BIGINT NOT NULL DEFAULT 1;

-- +goose Down
ALTER TABLE terms DROP COLUMN pickups_version;
ALTER TABLE terms DROP COLUMN taxes_version;
ALTER TABLE delivery_zones DROP COLUMN version;
ALTER TABLE gift_cards DROP COLUMN version;
