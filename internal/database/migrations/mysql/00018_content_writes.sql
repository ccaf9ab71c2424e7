-- +goose NO TRANSACTION
-- +goose Up
-- What staff write: versions against lost updates, definitions of metaobjects, and redirects found by where they lead.
ALTER TABLE menus ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE pages ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE blogs ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE articles ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE redirects ADD COLUMN version BIGINT NOT NULL DEFAULT 1, ADD KEY ix_redirects_target (target(255));
ALTER TABLE metaobjects ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE policies ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE markets ADD COLUMN version BIGINT NOT NULL DEFAULT 1, ADD COLUMN disabled BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE shop ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

CREATE TABLE metaobject_definitions (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  type VARCHAR(255) NOT NULL,
  name VARCHAR(255) NOT NULL,
  description MEDIUMTEXT NOT NULL,
  display_name_key VARCHAR(64) NOT NULL, -- key of a field; empty: the handle
  fields MEDIUMTEXT NOT NULL, -- JSON list
  version BIGINT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_metaobject_definitions_type (type)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Types that are there already are defined by what their entries hold. A key that is used with several types takes any text.
SET SESSION group_concat_max_len = 16777216;

INSERT INTO metaobject_definitions (type, name, description, display_name_key, fields, version, created_at, updated_at)
SELECT type, type, '', '', CONCAT('[', GROUP_CONCAT(JSON_OBJECT('key', k, 'name', k, 'type', t) ORDER BY place, k SEPARATOR ','), ']'), 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)
FROM (
  SELECT m.type AS type, f.k AS k, MIN(f.place) AS place, CASE WHEN MIN(f.t) = MAX(f.t) THEN MIN(f.t) ELSE 'multi_line_text_field' END AS t
  FROM metaobjects m JOIN JSON_TABLE(m.fields, '$[*]' COLUMNS (
    place FOR ORDINALITY, k VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.key', t VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$.type'
  )) f
  GROUP BY m.type, f.k
) found GROUP BY type;

INSERT INTO metaobject_definitions (type, name, description, display_name_key, fields, version, created_at, updated_at)
SELECT DISTINCT m.type, m.type, '', '', '[]', 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)
FROM metaobjects m LEFT JOIN metaobject_definitions d ON d.type = m.type WHERE d.id IS NULL;

-- +goose Down
DROP TABLE metaobject_definitions;
ALTER TABLE shop DROP COLUMN version;
ALTER TABLE markets DROP COLUMN version, DROP COLUMN disabled;
ALTER TABLE policies DROP COLUMN version;
ALTER TABLE metaobjects DROP COLUMN version;
ALTER TABLE redirects DROP KEY ix_redirects_target, DROP COLUMN version;
ALTER TABLE articles DROP COLUMN version;
ALTER TABLE blogs DROP COLUMN version;
ALTER TABLE pages DROP COLUMN version;
ALTER TABLE menus DROP COLUMN version;
