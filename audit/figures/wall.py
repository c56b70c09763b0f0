"""The wall: thanks that were given and answers to the reflection questions, from all reviews, the latest first."""

import pandas as pd

from audit.model.room import Kind
from audit.store.contribution import contributions_shown
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.story import kudos

THANKS = ["day", "words", "to", "source"]


def thanks(store: Store) -> pd.DataFrame:
    """Return the thanks given for what was seen and those said in a review's room and shown by its facilitator.

    Returns:
        One row a note of thanks, the latest first. Columns: day (of what was seen, or of the review), words, to (the
        person who agreed to be named or the team; "" = the words say it), source (the touchpoint or the review).
    """
    given = store.cached("kudos on the wall", lambda: kudos(store))
    team = "the team at " + given["touchpoint"].astype("str")
    observed = pd.DataFrame(
        {
            "day": pd.to_datetime(given["observed_on"]),
            "words": given["kudos"],
            "to": given["kudos_name"].where(given["kudos_name"] != "", team),
            "source": given["touchpoint"].astype("str"),
        }
    )
    sent = _dated(store, Kind.APPRECIATION).rename(columns={"review": "source"}).assign(to="")
    parts = [part[THANKS] for part in (sent, observed) if len(part)]
    if not parts:
        return pd.DataFrame(columns=THANKS)
    return pd.concat(parts).sort_values("day", ascending=False, kind="stable", ignore_index=True)


def answers(store: Store) -> pd.DataFrame:
    """Return the answers to reflection questions that were shown, the latest first.

    Returns:
        One row an answer. Columns: day, question, words, review_id, review (its title), since, until (its period).
    """
    return _dated(store, Kind.ANSWER)


def _dated(store: Store, kind: Kind) -> pd.DataFrame:
    """Return what was said in rooms, each with the day in the programme's time zone."""
    sent, settings = contributions_shown(store, kind.value), programme(store)
    return sent.assign(day=pd.to_datetime([settings.day_of(moment) for moment in sent["said_at"]]))
