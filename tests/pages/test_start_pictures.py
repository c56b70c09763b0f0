"""The small pictures on Start: what stands in them is what the figures say, and people's words are never markup."""

import re
from datetime import date

import pandas as pd
import pytest

from pages.home.start.pictures import heard_picture, journey_picture, owed_picture

NAN = float("nan")


def along(*scores, journey="Ours", grade="strong", observations=9):
    return pd.DataFrame(
        {
            "journey": journey,
            "touchpoint": [f"{journey} {number}" for number in range(len(scores))],
            "observations": observations,
            "score": scores,
            "grade": ["" if score != score else grade for score in scores],  # noqa: PLR0124  # NaN alone differs from itself
        }
    )


def words(picture):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", picture)).strip()


def test_low_points_are_lit_and_named_to_who_cannot_see_them():
    picture = journey_picture(along(4.0, 2.1, 3.9, 3.0))
    assert picture.count('class="dot low"') == 2
    assert 'class="dot low" style="left:37.50%;bottom:27.50%"' in picture
    assert "lowest Ours 1 2.1, Ours 3 3.0." in picture
    assert words(picture) == "Ours: 36 observations"


@pytest.mark.parametrize("rows", [along(2.0, 3.0, 4.0, grade="anecdote"), along(2.0, 4.0)])
def test_what_is_known_too_little_is_not_lit(rows):
    picture = journey_picture(rows)
    assert 'class="dot low"' not in picture
    assert "lowest not known yet" in picture


def test_a_touchpoint_nobody_rated_has_no_dot_and_one_alone_no_area():
    picture = journey_picture(along(NAN, 3.0, observations=0))
    assert picture.count('class="dot"') == 1
    assert "clip-path" not in picture
    assert picture.count("height:0.00%") == 2


def test_the_two_journeys_observed_most_are_drawn_and_the_others_counted():
    rows = [along(3.0, journey=name, observations=n) for name, n in (("A", 1), ("<b>", 9), ("C", 5), ("D", 0))]
    said = words(journey_picture(pd.concat(rows)))
    assert said == "&lt;b&gt;: 9 observations C: 5 observations 2 journeys more on its page."


def test_what_is_owed_is_what_was_owed_and_newly_owed_without_what_was_paid_and_written_off():
    row = {"owed_before": 60, "newly_owed": 40, "newly_paid": 20, "newly_written_off": 0, "debt": 80}
    trusted = pd.DataFrame([row | {"since": pd.Timestamp(2026, 1, 1)}])
    picture = owed_picture(trusted, date(2026, 3, 31))
    assert words(picture).endswith("Owed before 60 Newly owed + 40 Paid − 20 Owed now 80")
    spans = re.findall(r"margin-left:([\d.]+)%;width:([\d.]+)%", picture)
    assert [(float(first), float(length)) for first, length in spans] == [(0, 60), (60, 40), (80, 20), (0, 80)]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            (40, 10, 4, 12),
            "Bad experiences; answered: half of them within 12 days Found 40 Owned 10 · 25 % Answered 4 · 10 %",
        ),
        ((2, 2, 0, NAN), "Bad experiences; staff were answered none yet Found 2 Owned 2 Answered 0 · 0 %"),
        ((0, 0, 0, NAN), "No bad experience was found yet Found 0 Owned 0 Answered 0"),
    ],
)
def test_found_owned_and_answered_are_counted_with_their_shares(counts, said):
    columns = ["negatives", "owned", "answered", "answered_median_days"]
    assert words(heard_picture(pd.DataFrame([counts], columns=columns))).replace("\u00a0", " ") == said
