-- Which observations are of one visit: one walk, or one row of a table that judges several touchpoints. Without a value
-- an observation is a visit of its own. What is said once more of a touchpoint in the same visit is a repeat.
-- As portable as the first.

ALTER TABLE observation ADD COLUMN visit UUID;

ALTER TABLE observation ADD COLUMN is_repeat BOOLEAN DEFAULT FALSE;

ALTER TABLE touchpoint ADD COLUMN is_whole_visit BOOLEAN DEFAULT FALSE;

UPDATE observation SET visit = walk_through_id WHERE walk_through_id IS NOT NULL;

UPDATE observation SET is_repeat = TRUE
WHERE walk_through_id IS NOT NULL AND CAST(id AS TEXT) NOT IN (
    SELECT MIN(CAST(id AS TEXT)) FROM observation WHERE walk_through_id IS NOT NULL
    GROUP BY walk_through_id, touchpoint_id
);

-- Of tables brought in before, the one recipe that came with the app and judges several touchpoints a row is known: its
-- touchpoint of the visit as a whole, and its rows where one place, group and day holds one such verdict and each
-- touchpoint once. All else stays by itself until the same table is brought in again.
UPDATE touchpoint SET is_whole_visit = TRUE
WHERE name = 'The visit as a whole'
    AND batch_id IN (SELECT id FROM import_batch WHERE recipe = 'airport-lounges');

UPDATE observation SET visit = (
    SELECT CAST(alike.visit AS UUID) FROM (
        SELECT seen.batch_id, seen.place_id, seen.customer_group, seen.observed_on, MIN(CAST(seen.id AS TEXT)) AS visit
        FROM observation AS seen INNER JOIN touchpoint ON touchpoint.id = seen.touchpoint_id
        WHERE seen.batch_id IN (SELECT id FROM import_batch WHERE recipe = 'airport-lounges')
        GROUP BY seen.batch_id, seen.place_id, seen.customer_group, seen.observed_on
        HAVING COUNT(*) = COUNT(DISTINCT seen.touchpoint_id)
            AND COUNT(*) FILTER (WHERE touchpoint.is_whole_visit) = 1
    ) AS alike
    WHERE alike.batch_id = observation.batch_id AND alike.customer_group = observation.customer_group
        AND alike.observed_on = observation.observed_on
        AND (alike.place_id = observation.place_id OR (alike.place_id IS NULL AND observation.place_id IS NULL))
)
WHERE batch_id IN (SELECT id FROM import_batch WHERE recipe = 'airport-lounges');

CREATE OR REPLACE VIEW named_touchpoint AS
SELECT
    touchpoint.id AS touchpoint_id,
    journey.id AS journey_id,
    journey.name AS journey,
    stage.name AS stage,
    touchpoint.told_as AS touchpoint,
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
INNER JOIN journey ON journey.id = stage.journey_id;
