"""What stands in the way of an answer, as a sentence and the status it goes with."""

from audit.errors import AuditError, StoreError, StoreFullError, UnexpectedError, in_words

_STATUS = {StoreFullError: 507, StoreError: 503, UnexpectedError: 500, AuditError: 422}  # the first that fits


def trouble_of(problem: Exception, what: str, advice: str) -> tuple[str, int]:
    """Return the sentence for `problem` and the status that goes with it; what nobody foresaw is logged whole.

    Args:
        problem: what was caught.
        what: what broke, for the log: "the room".
        advice: what to do about what nobody foresaw, without its full stop; it says no more than is known.
    """
    sentence = in_words(problem, what, advice)
    return str(sentence), status_of(sentence)


def status_of(problem: AuditError) -> int:
    """Return 507 or 503 where the store is what ails, 500 where nobody foresaw it, 422 where it was asked wrongly."""
    return next(status for kind, status in _STATUS.items() if isinstance(problem, kind))
