-- Codes on paper that vote in place of phones, where each must count once; of a code its mark alone is kept.
-- As portable as the first.

ALTER TABLE review ADD COLUMN by_code BOOLEAN;

UPDATE review SET by_code = FALSE;

CREATE TABLE voting_code (
    review_id UUID NOT NULL,
    mark TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (review_id, mark)
);
