-- The ground: whose audit it is, the journey, the field work, imports, and the history of every change.
-- Portable between the embedded file and an attached PostgreSQL: keys and times are made by the app,
-- no RETURNING, sequences, enumerations, unsigned or list types, and no foreign keys (docs/data-model.md).

CREATE TABLE programme (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    recovery_ratio INTEGER NOT NULL CHECK (recovery_ratio BETWEEN 1 AND 100),
    weights TEXT NOT NULL
);

CREATE TABLE customer_group (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL
);

CREATE TABLE journey (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    purpose TEXT NOT NULL,
    position INTEGER NOT NULL,
    batch_id UUID
);

CREATE TABLE scenario (
    journey_id UUID NOT NULL,
    words TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (journey_id, words)
);

CREATE TABLE stage (
    id UUID PRIMARY KEY,
    journey_id UUID NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    batch_id UUID,
    UNIQUE (journey_id, name)
);

CREATE TABLE touchpoint (
    id UUID PRIMARY KEY,
    stage_id UUID NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    channel TEXT NOT NULL,
    is_moment_of_truth BOOLEAN NOT NULL,
    minimum_standard DOUBLE PRECISION CHECK (minimum_standard BETWEEN 1 AND 5),
    target_standard DOUBLE PRECISION CHECK (target_standard BETWEEN 1 AND 5),
    position INTEGER NOT NULL,
    batch_id UUID,
    UNIQUE (stage_id, name),
    CHECK (target_standard >= minimum_standard)
);

CREATE TABLE anchor (
    touchpoint_id UUID NOT NULL,
    dimension TEXT NOT NULL
        CHECK (dimension IN ('reliability', 'assurance', 'tangibles', 'empathy', 'responsiveness')),
    rating SMALLINT NOT NULL CHECK (rating BETWEEN 1 AND 5),
    words TEXT NOT NULL,
    PRIMARY KEY (touchpoint_id, dimension, rating)
);

CREATE TABLE place (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    batch_id UUID
);

CREATE TABLE observer (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE import_batch (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('observations', 'service metrics', 'sample')),
    recipe TEXT NOT NULL,
    file_name TEXT NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    rows_in_file BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    already_there BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    undone_at TIMESTAMP
);

CREATE TABLE walk_through (
    id UUID PRIMARY KEY,
    journey_id UUID NOT NULL,
    place_id UUID,
    observer_id UUID,
    method TEXT NOT NULL,
    customer_group TEXT NOT NULL,
    scenario TEXT NOT NULL,
    own_area BOOLEAN NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP
);

-- One wide row an observation: five nullable ratings beside each other are read 2-5 times faster than
-- one row a rating. Place, method and group repeat those of the walk so that a tally needs no join.
CREATE TABLE observation (
    id UUID PRIMARY KEY,
    walk_through_id UUID,
    batch_id UUID,
    touchpoint_id UUID NOT NULL,
    place_id UUID,
    observer_id UUID,
    channel TEXT NOT NULL,
    customer_group TEXT NOT NULL,
    method TEXT NOT NULL,
    observed_on DATE NOT NULL,
    observed_at TIMESTAMP,
    logged_at TIMESTAMP NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('positive', 'neutral', 'negative')),
    reliability SMALLINT CHECK (reliability BETWEEN 1 AND 5),
    assurance SMALLINT CHECK (assurance BETWEEN 1 AND 5),
    tangibles SMALLINT CHECK (tangibles BETWEEN 1 AND 5),
    empathy SMALLINT CHECK (empathy BETWEEN 1 AND 5),
    responsiveness SMALLINT CHECK (responsiveness BETWEEN 1 AND 5),
    wait_minutes DOUBLE PRECISION CHECK (wait_minutes >= 0),
    greeted BOOLEAN,
    what_happened TEXT NOT NULL,
    resolved_on DATE,
    withdrawn_at TIMESTAMP
);

CREATE TABLE observation_signal (
    observation_id UUID NOT NULL,
    signal TEXT NOT NULL,
    cause TEXT NOT NULL,
    PRIMARY KEY (observation_id, signal)
);

CREATE TABLE draft (
    id UUID PRIMARY KEY,
    content TEXT NOT NULL,
    started_at TIMESTAMP NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP
);

CREATE TABLE service_metric (
    id UUID PRIMARY KEY,
    batch_id UUID,
    service TEXT NOT NULL,
    touchpoint TEXT NOT NULL,
    place TEXT NOT NULL,
    metric TEXT NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    target_share DOUBLE PRECISION CHECK (target_share BETWEEN 0 AND 1),
    attained_share DOUBLE PRECISION CHECK (attained_share BETWEEN 0 AND 1),
    met BIGINT,
    total BIGINT,
    CHECK (period_end > period_start)
);

CREATE TABLE intervention (
    id UUID PRIMARY KEY,
    took_place_on DATE NOT NULL,
    touchpoint TEXT NOT NULL,
    words TEXT NOT NULL,
    batch_id UUID
);

-- What was changed, by whom and why: the row before and after as JSON text.
CREATE TABLE change (
    id UUID PRIMARY KEY,
    noun TEXT NOT NULL,
    noun_id UUID NOT NULL,
    verb TEXT NOT NULL CHECK (verb IN ('corrected', 'withdrawn', 'restored', 'undone', 'changed')),
    changed_at TIMESTAMP NOT NULL,
    changed_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
);
-- Touchpoints by the names people know them by; a name met twice is told apart by its journey and stage.
CREATE VIEW named_touchpoint AS
SELECT
    touchpoint.id AS touchpoint_id,
    journey.id AS journey_id,
    journey.name AS journey,
    stage.name AS stage,
    CASE
        WHEN COUNT(*) OVER (PARTITION BY touchpoint.name) = 1 THEN touchpoint.name
        ELSE touchpoint.name || ' (' || journey.name || ', ' || stage.name || ')'
    END AS touchpoint,
    journey.position AS journey_position,
    stage.position AS stage_position,
    touchpoint.position AS position,
    touchpoint.channel AS channel,
    touchpoint.description AS description,
    touchpoint.is_moment_of_truth AS is_moment_of_truth,
    touchpoint.minimum_standard AS minimum,
    touchpoint.target_standard AS target
FROM touchpoint
INNER JOIN stage ON stage.id = touchpoint.stage_id
INNER JOIN journey ON journey.id = stage.journey_id;
