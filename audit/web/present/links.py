"""The way to the slides of a review: a link that only its own key can make, apart from the one phones are given."""

from uuid import UUID

from itsdangerous import Signer

from audit.model.review import Review
from audit.web.room import links as room_links

REVIEW_PAGE = "/review"  # where Esc leads back to


def present_link(review: Review) -> str:
    """Return the path of the slides, the first slide first; whoever holds it can move and reveal them."""
    return f"{present_path(review)}#1"


def present_path(review: Review) -> str:
    """Return the path of the slides, wherever the review stands."""
    return f"/present/{token(review)}"


def token(review: Review) -> str:
    """Return what names a review in a link, signed with its key; the phones' link cannot be turned into it."""
    named = room_links.token(review.id, review.key).split(".", 1)[0]
    return _signer(review.key).sign(named).decode("ascii")


def review_in(token: str) -> UUID | None:
    """Return which review a link says it is for, nothing being proven yet; None where it says none."""
    return room_links.review_in(token)


def is_signed(token: str, key: str) -> bool:
    """Return whether a link was made with a review's key."""
    return bool(key) and _signer(key).validate(token)


def _signer(key: str) -> Signer:
    return Signer(key, salt="present link")  # another salt than the phones': a guest's link cannot move the slides
