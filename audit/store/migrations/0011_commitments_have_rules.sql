-- How a team will know: a rule the app can read, beside the free words. What was promised before stays words alone.
-- As portable as the first.

ALTER TABLE commitment ADD COLUMN rule TEXT;

ALTER TABLE commitment ADD COLUMN rule_bound DOUBLE PRECISION;

ALTER TABLE commitment ADD COLUMN rule_of INTEGER;

UPDATE commitment SET rule = 'words only';
