-- +goose Up
-- What staff write: versions against lost updates, definitions of metaobjects, and redirects found by where they lead.
ALTER TABLE menus ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE pages ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE blogs ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE articles ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE redirects ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE metaobjects ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE policies ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE markets ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE markets ADD COLUMN disabled BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE shop ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

CREATE INDEX ix_redirects_target ON redirects (target);

CREATE TABLE metaobject_definitions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  display_name_key TEXT NOT NULL, -- key of a field; empty: the handle
  fields TEXT NOT NULL, -- JSON list
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_metaobject_definitions_type ON metaobject_definitions (type);

-- Types that are there already are defined by what their entries hold. A key that is used with several types takes any text.
INSERT INTO metaobject_definitions (type, name, description, display_name_key, fields, version, created_at, updated_at)
SELECT type, type, '', '', json_group_array(json_object('key', k, 'name', k, 'type', t)), 1, strftime('%Y-%m-%d %H:%M:%f+00:00', 'now'), strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')
FROM (
  SELECT m.type AS type, json_extract(f.value, '$.key') AS k, MIN(f.key) AS place,
    CASE WHEN MIN(json_extract(f.value, '$.type')) = MAX(json_extract(f.value, '$.type')) THEN MIN(json_extract(f.value, '$.type'))
      ELSE 'multi_line_text_field' END AS t
  FROM metaobjects m JOIN json_each(m.fields) f GROUP BY m.type, k ORDER BY m.type, place, k
) found GROUP BY type;

INSERT INTO metaobject_definitions (type, name, description, display_name_key, fields, version, created_at, updated_at)
SELECT DISTINCT type, type, '', '', '[]', 1, strftime('%Y-%m-%d %H:%M:%f+00:00', 'now'), strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')
FROM metaobjects WHERE type NOT IN (SELECT type FROM metaobject_definitions);

-- +goose Down
DROP TABLE metaobject_definitions;
DROP INDEX ix_redirects_target;
ALTER TABLE shop DROP COLUMN version;
ALTER TABLE markets DROP COLUMN disabled;
ALTER TABLE markets DROP COLUMN version;
ALTER TABLE policies DROP COLUMN version;
ALTER TABLE metaobjects DROP COLUMN version;
ALTER TABLE redirects DROP COLUMN version;
ALTER TABLE articles DROP COLUMN version;
ALTER TABLE blogs DROP COLUMN version;
ALTER TABLE pages DROP COLUMN version;
ALTER TABLE menus DROP COLUMN version;
