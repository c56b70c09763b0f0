-- What somebody said, as the room reads it: a moderator may take a name out or mend a typing error, and what was written
-- stays in words. Empty where it stands as it was written. As portable as the first.

ALTER TABLE contribution ADD COLUMN mended TEXT;
