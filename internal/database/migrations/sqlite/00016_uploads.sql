-- +goose Up
-- What staff have said they will upload, and what has come of it.
CREATE TABLE staged_uploads (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, -- what its addresses end in
  resource TEXT NOT NULL, -- IMAGE, VIDEO, MODEL_3D, FILE, BULK_MUTATION_VARIABLES
  filename TEXT NOT NULL, -- as it was told; for people
  mime TEXT NOT NULL, -- as it was told
  size INTEGER NOT NULL, -- bytes, as was told; 0: nothing was
  mac_key BLOB NOT NULL, -- what the address to upload to is signed with
  direct BOOLEAN NOT NULL, -- the bytes go to the bucket without the server
  state TEXT NOT NULL, -- waiting, ready
  blob_name TEXT NOT NULL, -- in the media store; empty: nothing is there
  facts TEXT NULL, -- JSON: what was found out of the bytes
  created_at DATETIME NOT NULL,
  expires_at DATETIME NOT NULL
);
CREATE UNIQUE INDEX uq_staged_uploads_name ON staged_uploads (name);
CREATE INDEX ix_staged_uploads_blob ON staged_uploads (blob_name, expires_at);
CREATE INDEX ix_staged_uploads_expires ON staged_uploads (expires_at, id);

-- Videos and models, and their previews, mention names within JSON: there are few of them, and this finds them.
CREATE INDEX ix_media_kind ON media (kind, id);

-- +goose Down
DROP INDEX ix_media_kind;
DROP TABLE staged_uploads;
