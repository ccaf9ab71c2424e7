-- +goose NO TRANSACTION
-- +goose Up
-- What makes an SKU its variant's own. It is null where there is no SKU, and where an imported catalogue gives the SKU to
-- several variants: to all but the first of them.
ALTER TABLE variants ADD COLUMN sku_key VARCHAR(255) NULL;

UPDATE variants v JOIN (SELECT MIN(id) AS id FROM variants WHERE sku <> '' GROUP BY sku) f ON f.id = v.id SET v.sku_key = v.sku;

ALTER TABLE variants ADD UNIQUE KEY uq_variants_sku_key (sku_key);

-- +goose Down
ALTER TABLE variants DROP KEY uq_variants_sku_key;
ALTER TABLE variants DROP COLUMN sku_key;
