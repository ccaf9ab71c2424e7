-- +goose Up
-- What makes an SKU its variant's own. It is null where there is no SKU, and where an imported catalogue gives the SKU to
-- several variants: to all but the first of them.
ALTER TABLE variants ADD COLUMN sku_key TEXT NULL;
UPDATE variants SET sku_key = rtrim(sku, ' ') WHERE sku <> '' AND id IN (SELECT MIN(id) FROM variants GROUP BY rtrim(sku, ' '));
CREATE UNIQUE INDEX uq_variants_sku_key ON variants (sku_key);

-- +goose Down
DROP INDEX uq_variants_sku_key;
ALTER TABLE variants DROP COLUMN sku_key;
