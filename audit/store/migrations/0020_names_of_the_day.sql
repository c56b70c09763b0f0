-- A touchpoint is its key; what it is called may change. What is shown is today's name, with journey and stage behind
-- it where another is called the same today; what it was called before is kept, so that whatever names it by that
-- still finds it. As portable as the first.

CREATE TABLE former_name (
    noun TEXT NOT NULL CHECK (noun IN ('touchpoint', 'stage', 'journey')),
    noun_id UUID NOT NULL,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    until TIMESTAMP NOT NULL
);

ALTER TABLE service_metric ADD COLUMN touchpoint_id UUID;
ALTER TABLE ticket ADD COLUMN touchpoint_id UUID;
ALTER TABLE intervention ADD COLUMN touchpoint_id UUID;
ALTER TABLE ballot ADD COLUMN touchpoint_id UUID;
ALTER TABLE show_of_hands ADD COLUMN touchpoint_id UUID;

CREATE OR REPLACE VIEW named_touchpoint AS
SELECT
    touchpoint_id,
    journey_id,
    journey,
    stage,
    CASE
        WHEN COUNT(*) OVER (PARTITION BY label) = 1 THEN label
        ELSE label || ' ' || CAST(ROW_NUMBER() OVER (PARTITION BY label ORDER BY touchpoint_id) AS TEXT)
    END AS touchpoint,
    journey_position,
    stage_position,
    position,
    channel,
    description,
    is_moment_of_truth,
    minimum,
    target,
    is_whole_visit
FROM (
    SELECT
        touchpoint.id AS touchpoint_id,
        journey.id AS journey_id,
        journey.name AS journey,
        stage.name AS stage,
        CASE
            WHEN COUNT(*) OVER (PARTITION BY touchpoint.name) = 1 THEN touchpoint.name
            ELSE touchpoint.name || ' (' || journey.name || ', ' || stage.name || ')'
        END AS label,
        journey.position AS journey_position,
        stage.position AS stage_position,
        touchpoint.position AS position,
        touchpoint.channel AS channel,
        touchpoint.description AS description,
        touchpoint.is_moment_of_truth AS is_moment_of_truth,
        touchpoint.minimum_standard AS minimum,
        touchpoint.target_standard AS target,
        COALESCE(touchpoint.is_whole_visit, FALSE) AS is_whole_visit
    FROM touchpoint
    INNER JOIN stage ON stage.id = touchpoint.stage_id
    INNER JOIN journey ON journey.id = stage.journey_id
) AS labelled;

-- The first of a name was shown by it alone until now.
INSERT INTO former_name (noun, noun_id, name, label, until)
SELECT 'touchpoint', touchpoint.id, touchpoint.name, touchpoint.told_as, CAST(NOW() AT TIME ZONE 'UTC' AS TIMESTAMP)
FROM touchpoint INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = touchpoint.id
WHERE touchpoint.told_as <> named_touchpoint.touchpoint;

-- What was written by the name shown.
UPDATE intervention SET touchpoint_id =
    (SELECT CAST(MIN(CAST(touchpoint.id AS TEXT)) AS UUID) FROM touchpoint WHERE told_as = intervention.touchpoint);
UPDATE ballot SET touchpoint_id =
    (SELECT CAST(MIN(CAST(touchpoint.id AS TEXT)) AS UUID) FROM touchpoint WHERE told_as = ballot.choice);
UPDATE show_of_hands SET touchpoint_id =
    (SELECT CAST(MIN(CAST(touchpoint.id AS TEXT)) AS UUID) FROM touchpoint WHERE told_as = show_of_hands.choice);

-- A table from elsewhere names a touchpoint as it was given or as it was shown; what several answer to stays a name.
UPDATE service_metric SET touchpoint_id = (
    SELECT CAST(MIN(CAST(touchpoint.id AS TEXT)) AS UUID) FROM touchpoint
    WHERE service_metric.touchpoint IN (touchpoint.name, touchpoint.told_as) HAVING COUNT(*) = 1
);
UPDATE ticket SET touchpoint_id = (
    SELECT CAST(MIN(CAST(touchpoint.id AS TEXT)) AS UUID) FROM touchpoint
    WHERE ticket.touchpoint IN (touchpoint.name, touchpoint.told_as) HAVING COUNT(*) = 1
);
