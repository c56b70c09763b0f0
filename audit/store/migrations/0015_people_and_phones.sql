-- Who may walk with a phone of their own: people by name or role, invitations that make a phone theirs, and the phones.
-- Of an invitation and of a phone's cookie the hash alone is here. As portable as the first.

CREATE TABLE person (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    added_at TIMESTAMP NOT NULL
);

-- used_as is empty until the invitation is used, which it can be once; then it is a key made for that use.
CREATE TABLE invitation (
    mark TEXT PRIMARY KEY,
    person_id UUID NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    used_as UUID
);

CREATE TABLE device (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL,
    mark TEXT NOT NULL,
    arrived_at TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP NOT NULL,
    taken_back_at TIMESTAMP
);
