-- How a team says a commitment goes between two reviews, one row each time, none overwritten; check_in_before is what the
-- commitment said until then, so that taking the row back brings it back. As portable as the first.

CREATE TABLE commitment_progress (
    id UUID PRIMARY KEY,
    commitment_id UUID NOT NULL,
    status TEXT NOT NULL,
    note TEXT NOT NULL,
    blocker TEXT NOT NULL,
    check_in_on DATE,
    check_in_before DATE,
    written_by TEXT NOT NULL,
    written_on DATE NOT NULL,
    written_at TIMESTAMP NOT NULL
);
