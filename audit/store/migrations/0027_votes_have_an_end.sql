-- When the vote of a review ends by its timer (UTC); NULL = no timer runs, and it ends with its result. As portable as the
-- first.

ALTER TABLE review ADD COLUMN votes_until TIMESTAMP;
