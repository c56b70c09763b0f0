-- What an import brings of commitments and planned walks carries its key, so that it goes with it.
-- As portable as the first.

ALTER TABLE commitment ADD COLUMN batch_id UUID;

ALTER TABLE planned_walk ADD COLUMN batch_id UUID;
