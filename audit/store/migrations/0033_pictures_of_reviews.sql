-- A picture on a slide of one's own: it belongs to a review and to no observation. Its files lie beside the store among the
-- photos, named by its hash. As portable as the first.

CREATE TABLE review_picture (
    id UUID PRIMARY KEY,
    review_id UUID NOT NULL,
    mark TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    byte_count INTEGER NOT NULL,
    arrived_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP
);
