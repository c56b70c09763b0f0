-- The secret at the end of the address a calendar program is given; one row, or none as long as nobody asked for it.
-- As portable as the first.

CREATE TABLE calendar_feed (
    id UUID PRIMARY KEY,
    secret TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL
);
