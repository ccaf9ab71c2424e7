-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE menus (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle VARCHAR(255) NOT NULL,
  title VARCHAR(255) NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_menus_handle (handle)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE menu_items (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  menu_id BIGINT NOT NULL,
  parent_id BIGINT NOT NULL, -- menu_items.id; 0: at the top
  position INT NOT NULL,
  title VARCHAR(255) NOT NULL,
  type VARCHAR(40) NOT NULL,
  resource_type VARCHAR(40) NOT NULL,
  resource_id BIGINT NOT NULL,
  url VARCHAR(2048) NOT NULL,
  tags MEDIUMTEXT NOT NULL, -- JSON list
  KEY ix_menu_items_menu (menu_id, parent_id, position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE pages (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle VARCHAR(255) NOT NULL,
  title VARCHAR(255) NOT NULL,
  title_key VARBINARY(255) NOT NULL,
  body_html MEDIUMTEXT NOT NULL,
  body MEDIUMTEXT NOT NULL,
  seo_title VARCHAR(255) NOT NULL,
  seo_description MEDIUMTEXT NOT NULL,
  published_at DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_pages_handle (handle),
  KEY ix_pages_title (title_key, id),
  KEY ix_pages_updated (updated_at, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE blogs (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  handle VARCHAR(255) NOT NULL,
  handle_key VARBINARY(255) NOT NULL,
  title VARCHAR(255) NOT NULL,
  title_key VARBINARY(255) NOT NULL,
  seo_title VARCHAR(255) NOT NULL,
  seo_description MEDIUMTEXT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_blogs_handle (handle),
  KEY ix_blogs_handle (handle_key, id),
  KEY ix_blogs_title (title_key, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE articles (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  blog_id BIGINT NOT NULL,
  handle VARCHAR(255) NOT NULL,
  title VARCHAR(255) NOT NULL,
  title_key VARBINARY(255) NOT NULL,
  blog_title_key VARBINARY(255) NOT NULL,
  author_key VARBINARY(255) NOT NULL,
  content_html MEDIUMTEXT NOT NULL,
  content MEDIUMTEXT NOT NULL,
  excerpt_html MEDIUMTEXT NOT NULL,
  excerpt MEDIUMTEXT NOT NULL,
  author MEDIUMTEXT NOT NULL, -- JSON
  tags MEDIUMTEXT NOT NULL, -- JSON list
  image_id BIGINT NULL, -- media.id
  seo_title VARCHAR(255) NOT NULL,
  seo_description MEDIUMTEXT NOT NULL,
  published_at DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_articles_handle (blog_id, handle),
  KEY ix_articles_title (title_key, id),
  KEY ix_articles_blog_title (blog_title_key, id),
  KEY ix_articles_author (author_key, id),
  KEY ix_articles_published (published_at, id),
  KEY ix_articles_updated (updated_at, id),
  KEY ix_articles_of_published (blog_id, published_at, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE redirects (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  path VARCHAR(700) NOT NULL,
  target VARCHAR(2048) NOT NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_redirects_path (path)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE metaobjects (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  type VARCHAR(255) NOT NULL,
  handle VARCHAR(255) NOT NULL,
  fields MEDIUMTEXT NOT NULL, -- JSON list
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_metaobjects_handle (type, handle),
  KEY ix_metaobjects_updated (type, updated_at, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- +goose Down
DROP TABLE metaobjects;
DROP TABLE redirects;
DROP TABLE articles;
DROP TABLE blogs;
DROP TABLE pages;
DROP TABLE menu_items;
DROP TABLE menus;
