"""What the review page says in one sentence: what the next review covers, how long it takes, how it stands."""

from collections.abc import Sequence

import pandas as pd

from audit.model.day import written_days
from audit.model.review import Review
from audit.publish.headlines.words import counted
from audit.publish.slide import Slide


def review_headline(review: Review, slides: Sequence[Slide]) -> str:
    """Say which days the open review covers, how many points it has and about how long it takes.

    Args:
        review: the review as it stands.
        slides: what `audit.publish.slides.slides` makes of it.
    """
    points = sum(not item.is_dropped for item in review.agenda)
    about = minutes(slides)
    return (
        f"The next review covers {written_days(review.since, review.until)}: "
        f"{counted(points, 'point')}, about {counted(about, 'minute')}."
    )


def no_review_headline(reviews: pd.DataFrame) -> str:
    """Say when the last review was, where none is open.

    Args:
        reviews: what `audit.store.review.reviews` returns, all of them closed.
    """
    if reviews.empty:
        return "No review has been held yet; it takes one tap to prepare the first."
    last = reviews.iloc[0]
    return f"The last review covered {written_days(last['since'].date(), last['until'].date())}; none is open now."


def minutes(slides: Sequence[Slide]) -> int:
    """Return about how many minutes some slides take, at least one where there are any."""
    return max(round(sum(slide.minutes for slide in slides)), 1 if slides else 0)
