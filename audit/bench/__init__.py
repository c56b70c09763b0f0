"""How fast the audit answers: every figure at several sizes, beside the same answer by pandas and polars."""
