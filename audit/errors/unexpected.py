"""What nobody foresaw: logged whole under a reference, and told in words that promise nothing."""

import logging
from uuid import uuid4

from audit.errors.asking import AuditError

_LOG = logging.getLogger("moments")


class UnexpectedError(AuditError):
    """Something broke for a reason that nobody can mend where it shows."""

    def __init__(self, advice: str, reference: str) -> None:
        super().__init__(f"{advice}; if it happens again, give the steward this reference: {reference}.")


def in_words(problem: Exception, what: str, advice: str) -> AuditError:
    """Return `problem` where it says what to do; anything else is logged whole and becomes a reference to it.

    Args:
        problem: what was caught.
        what: what broke, for the log: "a page". It names nobody and quotes nothing that was typed.
        advice: what to do about it, without its full stop; it says no more than is known.
    """
    if isinstance(problem, AuditError):
        return problem
    reference = uuid4().hex[:8]
    _LOG.error("%s broke, reference %s", what, reference, exc_info=problem)
    return UnexpectedError(advice, reference)
