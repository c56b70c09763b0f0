"""The vote of a room: how many chose what, and what to fix first."""

from collections.abc import Sequence

import pandas as pd

COLUMNS = ["choice", "votes", "n", "share", "place"]


def count_votes(ballots: pd.DataFrame, choices: Sequence[str]) -> pd.DataFrame:
    """Count the votes for each choice offered.

    Everybody in the room could vote, so the counts are what they are: no interval is put around them.

    Args:
        ballots: `choice`, `votes` (devices), one row a choice that was voted for.
        choices: what was offered, in that order; votes for what is not offered any more do not count.

    Returns:
        One row a choice, the most votes first, those level with each other in the order offered. Columns: `choice`,
        `votes`, `n` (votes counted in all), `share` (0-1 of n; 0 while nobody has voted), `place` (1 = the most votes;
        those level share a place).
    """
    # what nobody voted for is a result too
    offered = pd.Series(0, index=pd.Index(list(choices), name="choice", dtype="object"), dtype="int64")
    cast = ballots.set_index("choice")["votes"].reindex(offered.index, fill_value=0).astype("int64")
    counted = pd.DataFrame({"choice": list(choices), "votes": cast.to_numpy()})
    n = int(counted["votes"].sum())
    counted["n"] = n
    counted["share"] = counted["votes"] / max(n, 1)  # before the first vote there is no n to divide by
    counted["place"] = counted["votes"].rank(method="min", ascending=False).astype("int64")
    return counted.sort_values("place", kind="stable").reset_index(drop=True)[COLUMNS]


def firsts(result: pd.DataFrame) -> list[str]:
    """Return the choices with the most votes, several where they are level; none while nobody has voted.

    Args:
        result: what `count_votes` returned.
    """
    return [str(choice) for choice in result.loc[(result["place"] == 1) & (result["votes"] > 0), "choice"]]
