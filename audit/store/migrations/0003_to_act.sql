-- To act on what was seen: recoveries step by step, replies, all-staff reviews with their votes, and commitments.
-- As portable as the first.

CREATE TABLE recovery (
    id UUID PRIMARY KEY,
    observation_id UUID NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    due_on DATE,
    cause TEXT NOT NULL,
    cannot_because TEXT NOT NULL,
    opened_at TIMESTAMP NOT NULL
);

CREATE TABLE recovery_step (
    id UUID PRIMARY KEY,
    recovery_id UUID NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('owned', 'aligned inside', 'customer told', 'fixed', 'customer confirmed',
        'cannot', 'reopened')),
    taken_at TIMESTAMP NOT NULL,
    taken_on DATE NOT NULL,
    taken_by TEXT NOT NULL,
    words TEXT NOT NULL
);

CREATE TABLE reply (
    observation_id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('reply', 'query')),
    words TEXT NOT NULL,
    replied_at TIMESTAMP NOT NULL,
    outcome TEXT NOT NULL,
    outcome_at TIMESTAMP
);

-- Agenda and frozen figures as JSON text; once closed, a review is shown from what was frozen.
CREATE TABLE review (
    id UUID PRIMARY KEY,
    title TEXT NOT NULL,
    since DATE NOT NULL,
    until DATE NOT NULL,
    agenda TEXT NOT NULL,
    key TEXT NOT NULL,
    prepared_at TIMESTAMP NOT NULL,
    slide INTEGER NOT NULL,
    revealed BOOLEAN NOT NULL,
    room_open BOOLEAN NOT NULL,
    notes TEXT NOT NULL,
    frozen TEXT NOT NULL,
    closed_at TIMESTAMP
);

CREATE TABLE ballot (
    review_id UUID NOT NULL,
    device TEXT NOT NULL,
    choice TEXT NOT NULL,
    cast_at TIMESTAMP NOT NULL,
    PRIMARY KEY (review_id, device)
);

CREATE TABLE contribution (
    id UUID PRIMARY KEY,
    review_id UUID NOT NULL,
    device TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('appreciation', 'answer')),
    question TEXT NOT NULL,
    words TEXT NOT NULL,
    said_at TIMESTAMP NOT NULL,
    moderated_at TIMESTAMP,
    shown BOOLEAN NOT NULL
);

CREATE TABLE commitment (
    id UUID PRIMARY KEY,
    review_id UUID,
    touchpoint_id UUID NOT NULL,
    words TEXT NOT NULL,
    how_known TEXT NOT NULL,
    owner TEXT NOT NULL,
    due_on DATE NOT NULL,
    evidence TEXT NOT NULL,
    planned_walk_id UUID,
    made_at TIMESTAMP NOT NULL,
    made_on DATE NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('', 'improved', 'no change', 'worse')),
    verdict_evidence TEXT NOT NULL,
    verdict_at TIMESTAMP
);
