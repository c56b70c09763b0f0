-- Whether the reason of a plan names what its touchpoint owes; the sentence alone said so before. As portable as the first.

ALTER TABLE planned_walk ADD COLUMN names_debt BOOLEAN DEFAULT FALSE;
UPDATE planned_walk SET names_debt = TRUE WHERE reason LIKE '%; owes %';
