-- How many minutes are planned for an all-staff review; half an hour, as it was meant before. As portable as the first.

ALTER TABLE review ADD COLUMN planned_minutes INTEGER DEFAULT 30;

UPDATE review SET planned_minutes = 30 WHERE planned_minutes IS NULL;
