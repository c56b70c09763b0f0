"""The sentence that stands wherever the app says that something is owed."""


def caveat(ratio: int) -> str:
    """Return the sentence that goes with every figure of what is owed.

    Args:
        ratio: k, how many positives one negative takes, as the programme has set it.
    """
    many = "1 good experience makes" if ratio == 1 else f"{ratio} good experiences make"
    return f"That {many} up for one bad is a rule of thumb; no study supports it."
