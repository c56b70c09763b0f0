"""The verbs of the audit: each is one transaction, and doing it twice is the same as doing it once."""
