-- What somebody wrote down without saying how it went: words alone. A note is no observation and counts in no figure.
-- As portable as the first.

CREATE TABLE note (
    id UUID PRIMARY KEY,
    batch_id UUID,
    touchpoint_id UUID NOT NULL,
    place_id UUID,
    channel TEXT NOT NULL,
    customer_group TEXT NOT NULL,
    method TEXT NOT NULL,
    observed_on DATE NOT NULL,
    observed_at TIMESTAMP,
    words TEXT NOT NULL CHECK (words <> '')
);
