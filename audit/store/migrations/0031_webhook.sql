-- Where commitments and summaries are sent to, once somebody set an address; one row, or none. And what was sent, with what
-- was answered. As portable as the first.

CREATE TABLE webhook (
    id UUID PRIMARY KEY,
    recipient TEXT NOT NULL,
    address TEXT NOT NULL,
    set_at TIMESTAMP NOT NULL
);

CREATE TABLE webhook_sending (
    id UUID PRIMARY KEY,
    noun TEXT NOT NULL,
    noun_id UUID NOT NULL,
    recipient TEXT NOT NULL,
    sent_at TIMESTAMP NOT NULL,
    is_taken BOOLEAN NOT NULL,
    outcome TEXT NOT NULL
);
