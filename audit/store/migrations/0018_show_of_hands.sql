-- Hands counted in the room for each choice of a vote; where there are any, they are the vote. As portable as the first.

CREATE TABLE show_of_hands (
    review_id UUID NOT NULL,
    choice TEXT NOT NULL,
    hands INTEGER NOT NULL,
    counted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (review_id, choice)
);
