-- The name a touchpoint is told by is given once and stays, so that what is kept or pasted by name finds it again,
-- whatever touchpoints of the same name come later. As portable as the first.

ALTER TABLE touchpoint ADD COLUMN told_as TEXT;

UPDATE touchpoint SET told_as =
    (SELECT MIN(named_touchpoint.touchpoint) FROM named_touchpoint WHERE named_touchpoint.touchpoint_id = touchpoint.id);

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
    touchpoint.target_standard AS target
FROM touchpoint
INNER JOIN stage ON stage.id = touchpoint.stage_id
INNER JOIN journey ON journey.id = stage.journey_id;
