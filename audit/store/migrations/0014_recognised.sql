-- Whether anybody knew that an observer was there: said of the walk, and carried by each observation, as the customer
-- group is. What was stored before does not say. As portable as the first.

ALTER TABLE walk_through ADD COLUMN recognised TEXT DEFAULT '';

ALTER TABLE observation ADD COLUMN recognised TEXT DEFAULT '';

UPDATE walk_through SET recognised = '' WHERE recognised IS NULL;

UPDATE observation SET recognised = '' WHERE recognised IS NULL;
