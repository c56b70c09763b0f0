"""The walk in the hand: the one front end that phones and the pages share, what it is given and what it sends."""
