-- +goose NO TRANSACTION
-- +goose Up
-- What staff have said they will upload, and what has come of it.
CREATE TABLE staged_uploads (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(40) NOT NULL, -- what its addresses end in
  resource VARCHAR(30) NOT NULL, -- IMAGE, VIDEO, MODEL_3D, FILE, BULK_MUTATION_VARIABLES
  filename VARCHAR(255) NOT NULL, -- as it was told; for people
  mime VARCHAR(100) NOT NULL, -- as it was told
  size BIGINT NOT NULL, -- bytes, as was told; 0: nothing was
  mac_key VARBINARY(32) NOT NULL, -- what the address to upload to is signed with
  direct BOOLEAN NOT NULL, -- the bytes go to the bucket without the server
  state VARCHAR(10) NOT NULL, -- waiting, ready
  blob_name VARCHAR(100) NOT NULL, -- in the media store; empty: nothing is there
  facts MEDIUMTEXT NULL, -- JSON: what was found out of the bytes
  created_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_staged_uploads_name (name),
  KEY ix_staged_uploads_blob (blob_name, expires_at),
  KEY ix_staged_uploads_expires (expires_at, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Videos and models, and their previews, mention names within JSON: there are few of them, and this finds them.
CREATE INDEX ix_media_kind ON media (kind, id);

-- +goose Down
DROP INDEX ix_media_kind ON media;
DROP TABLE staged_uploads;
