-- A draft is changed by many taps, in more than one window: its version tells a tap that comes too late from one that
-- is in time, and touched_by tells the browser that touched it last from the others. As portable as the first.

ALTER TABLE draft ADD COLUMN version INTEGER DEFAULT 0;

ALTER TABLE draft ADD COLUMN touched_by TEXT DEFAULT '';
