"""Stories for a meeting: a few good moments, from as many different touchpoints as can be."""

import pandas as pd

AT_ONCE = 3  # stories a room can take in
_CREDO = r"(?:^|;)(?:effortless|personal)(?:;|$)"


def proposed(candidates: pd.DataFrame, most: int = AT_ONCE) -> pd.DataFrame:
    """Choose up to `most` stories: what was marked by people first, then variety of touchpoints, then the latest.

    Starred ones come before those somebody was thanked for, these before what was seen to be effortless or personal,
    these before the others. No touchpoint has a second story while another that has one is left out.

    Args:
        candidates: `id`, `observed_on`, `touchpoint`, `starred` (bool), `kudos` ("" = none), `signals` (joined by ";"),
            one row an observation.
        most: how many to choose.

    Returns:
        The chosen rows of `candidates` with all their columns, the best first; fewer where there are fewer.
    """
    ranked = candidates.assign(
        _kudos=candidates["kudos"] != "",
        _credo=candidates["signals"].astype("str").str.contains(_CREDO),
    ).sort_values(
        ["starred", "_kudos", "_credo", "observed_on", "id"],
        ascending=[False, False, False, False, True],
        ignore_index=True,
    )
    # every touchpoint's best before anybody's second
    varied = ranked.assign(_again=ranked.groupby("touchpoint", sort=False).cumcount())
    order = varied.sort_values("_again", kind="stable", ignore_index=True).head(most)
    return order.drop(columns=["_kudos", "_credo", "_again"])
