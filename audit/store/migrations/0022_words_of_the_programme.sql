-- Words of the programme's own: a dimension's name and question, signals; a word that is not here, or is empty, is the
-- one that came with the app. As portable as the first.

CREATE TABLE term (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    meaning TEXT NOT NULL,
    is_good BOOLEAN NOT NULL,
    position INTEGER NOT NULL,
    retired_at TIMESTAMP,
    PRIMARY KEY (kind, key)
);

-- What a place or a customer group was called before, and what that became: whatever names it so still finds it.
CREATE TABLE earlier_name (
    noun TEXT NOT NULL CHECK (noun IN ('place', 'customer_group')),
    name TEXT NOT NULL,
    became TEXT NOT NULL,
    own_key UUID,
    is_merged BOOLEAN NOT NULL,
    PRIMARY KEY (noun, name)
);

-- Which rows one that was merged brought along, so that the two can be parted again.
CREATE TABLE joined_row (
    noun TEXT NOT NULL,
    name TEXT NOT NULL,
    of_table TEXT NOT NULL,
    row_key UUID NOT NULL
);
