-- Which store this is, and the number of its last change: by it the journal beside the file tells what is missing.
-- As portable as the first.

CREATE TABLE journal_mark (identity UUID NOT NULL, number BIGINT NOT NULL);
