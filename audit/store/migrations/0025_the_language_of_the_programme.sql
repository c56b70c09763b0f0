-- In which language people write what they type, so that it is read aloud in it; a tag such as de or pt-BR. As portable as
-- the first.

ALTER TABLE programme ADD COLUMN language TEXT DEFAULT 'en';

UPDATE programme SET language = 'en' WHERE language IS NULL;
