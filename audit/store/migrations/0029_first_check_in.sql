-- On which day a team looks at its commitment first, before it is due; NULL = on none, as with all that were made before.
-- As portable as the first.

ALTER TABLE commitment ADD COLUMN check_in_on DATE;
