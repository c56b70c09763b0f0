-- What an import changed of rows that had come before: each change carries its import, so that it can be taken back.
-- An arrival is the mark of what a row said when it came, whatever was corrected here since. As portable as the first.

ALTER TABLE change ADD COLUMN batch_id UUID;

ALTER TABLE import_batch ADD COLUMN changed BIGINT DEFAULT 0;

CREATE TABLE arrival (
    id UUID NOT NULL,
    batch_id UUID NOT NULL,
    content TEXT NOT NULL
);
