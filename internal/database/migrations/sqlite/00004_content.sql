-- +goose Up
CREATE TABLE menus (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  handle TEXT NOT NULL,
  title TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_menus_handle ON menus (handle);

CREATE TABLE menu_items (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  menu_id INTEGER NOT NULL,
  parent_id INTEGER NOT NULL, -- menu_items.id; 0: at the top
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  resource_type TEXT NOT NULL,
  resource_id INTEGER NOT NULL,
  url TEXT NOT NULL,
  tags TEXT NOT NULL -- JSON list
);

CREATE INDEX ix_menu_items_menu ON menu_items (menu_id, parent_id, position);

CREATE TABLE pages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  handle TEXT NOT NULL,
  title TEXT NOT NULL,
  title_key BLOB NOT NULL,
  body_html TEXT NOT NULL,
  body TEXT NOT NULL,
  seo_title TEXT NOT NULL,
  seo_description TEXT NOT NULL,
  published_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_pages_handle ON pages (handle);

CREATE INDEX ix_pages_title ON pages (title_key, id);

CREATE INDEX ix_pages_updated ON pages (updated_at, id);

CREATE TABLE blogs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  handle TEXT NOT NULL,
  handle_key BLOB NOT NULL,
  title TEXT NOT NULL,
  title_key BLOB NOT NULL,
  seo_title TEXT NOT NULL,
  seo_description TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_blogs_handle ON blogs (handle);

CREATE INDEX ix_blogs_handle ON blogs (handle_key, id);

CREATE INDEX ix_blogs_title ON blogs (title_key, id);

CREATE TABLE articles (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  blog_id INTEGER NOT NULL,
  handle TEXT NOT NULL,
  title TEXT NOT NULL,
  title_key BLOB NOT NULL,
  blog_title_key BLOB NOT NULL,
  author_key BLOB NOT NULL,
  content_html TEXT NOT NULL,
  content TEXT NOT NULL,
  excerpt_html TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  author TEXT NOT NULL, -- JSON
  tags TEXT NOT NULL, -- JSON list
  image_id INTEGER NULL, -- media.id
  seo_title TEXT NOT NULL,
  seo_description TEXT NOT NULL,
  published_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_articles_handle ON articles (blog_id, handle);

CREATE INDEX ix_articles_title ON articles (title_key, id);

CREATE INDEX ix_articles_blog_title ON articles (blog_title_key, id);

CREATE INDEX ix_articles_author ON articles (author_key, id);

CREATE INDEX ix_articles_published ON articles (published_at, id);

CREATE INDEX ix_articles_updated ON articles (updated_at, id);

CREATE INDEX ix_articles_of_published ON articles (blog_id, published_at, id);

CREATE TABLE redirects (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL,
  target TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_redirects_path ON redirects (path);

CREATE TABLE metaobjects (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  handle TEXT NOT NULL,
  fields TEXT NOT NULL, -- JSON list
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
);

CREATE UNIQUE INDEX uq_metaobjects_handle ON metaobjects (type, handle);

CREATE INDEX ix_metaobjects_updated ON metaobjects (type, updated_at, id);

-- +goose Down
DROP TABLE metaobjects;
DROP TABLE redirects;
DROP TABLE articles;
DROP TABLE blogs;
DROP TABLE pages;
DROP TABLE menu_items;
DROP TABLE menus;
