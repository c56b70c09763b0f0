-- A photo of a walk: its file lies beside the store, named by its hash. The entry it was taken for may arrive later than the
-- photo, so the column is not called observation_id, which the check-up follows. As portable as the first.

CREATE TABLE photo (
    id UUID PRIMARY KEY,
    entry_id UUID NOT NULL,
    mark TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    byte_count INTEGER NOT NULL,
    taken_at TIMESTAMP,
    arrived_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP
);
