-- What staff are answered to the bad experiences that were found: what was done, or why it cannot be done; one answer
-- may be given to several. As portable as the first.

CREATE TABLE answer (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('done', 'cannot')),
    words TEXT NOT NULL,
    answered_on DATE NOT NULL,
    answered_by TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL
);

CREATE TABLE answer_to (
    observation_id UUID PRIMARY KEY,
    answer_id UUID NOT NULL
);
