-- To understand what was seen: the service catalogue, tickets, planned walks, stories, and the hour of an observation.
-- As portable as the first; the hour is that of the programme's clock, taken when the row is written.

CREATE TABLE service (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    proper_channel TEXT NOT NULL,
    emergency TEXT NOT NULL,
    hours TEXT NOT NULL,
    first_response_minutes DOUBLE PRECISION CHECK (first_response_minutes > 0),
    resolution_minutes DOUBLE PRECISION CHECK (resolution_minutes > 0),
    target_share DOUBLE PRECISION CHECK (target_share BETWEEN 0 AND 1),
    position INTEGER NOT NULL,
    batch_id UUID
);

ALTER TABLE touchpoint ADD COLUMN service_id UUID;

ALTER TABLE programme ADD COLUMN experience_target DOUBLE PRECISION DEFAULT 0.8;
ALTER TABLE programme ADD COLUMN attainment_target DOUBLE PRECISION DEFAULT 0.9;

-- One row a ticket and target; who asked for it and what it said stay in the service desk's own system.
CREATE TABLE ticket (
    id UUID PRIMARY KEY,
    batch_id UUID NOT NULL,
    service TEXT NOT NULL,
    touchpoint TEXT NOT NULL,
    place TEXT NOT NULL,
    metric TEXT NOT NULL,
    closed_on DATE NOT NULL,
    met BOOLEAN NOT NULL,
    target_share DOUBLE PRECISION CHECK (target_share BETWEEN 0 AND 1)
);

CREATE TABLE planned_walk (
    id UUID PRIMARY KEY,
    journey_id UUID NOT NULL,
    touchpoint_id UUID NOT NULL,
    place TEXT NOT NULL,
    customer_group TEXT NOT NULL,
    method TEXT NOT NULL,
    daypart TEXT NOT NULL,
    weekday TEXT NOT NULL,
    observer TEXT NOT NULL,
    planned_for DATE,
    reason TEXT NOT NULL,
    planned_at TIMESTAMP NOT NULL,
    pair_id UUID,
    walk_through_id UUID,
    dropped_at TIMESTAMP
);

CREATE TABLE story (
    observation_id UUID PRIMARY KEY,
    starred_at TIMESTAMP,
    kudos TEXT NOT NULL,
    kudos_name TEXT NOT NULL,
    consented_at TIMESTAMP,
    CHECK (kudos_name = '' OR consented_at IS NOT NULL)
);

ALTER TABLE observation ADD COLUMN observed_hour SMALLINT;

UPDATE observation SET observed_hour = CAST(EXTRACT(HOUR FROM observed_at AT TIME ZONE 'UTC'
    AT TIME ZONE COALESCE((SELECT MIN(time_zone) FROM programme), 'UTC')) AS SMALLINT)
WHERE observed_at IS NOT NULL;
