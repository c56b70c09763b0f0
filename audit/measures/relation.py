"""Whether two figures move together at all, such as a metric and the visits to its service."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audit.measures.intervals import NORMAL_95, FloatArray, IntArray

FEWEST_RELATED = 10  # ours: with fewer the interval is too wide to say anything, and not to be trusted itself
_DRAWS = 2_000
_SEED = 12
_CASES = Sequence[tuple[npt.ArrayLike, npt.ArrayLike]]  # series, each with both its figures


@dataclass(frozen=True, slots=True)
class Relation:
    """How far two figures rise and fall together over `pairs` cases.

    `rho` is Spearman's rank correlation, -1 to 1, with its 95 % interval `low` to `high`; NaN where there are too few
    pairs or one of the figures never changes.
    """

    pairs: int
    rho: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """Return "too few to say", "never changes", "no relation", "together" or "opposed"."""
        if self.pairs < FEWEST_RELATED:
            return "too few to say"
        if math.isnan(self.rho):
            return "never changes"
        if self.low <= 0 <= self.high:
            return "no relation"
        return "together" if self.rho > 0 else "opposed"


def relation(first: npt.ArrayLike, second: npt.ArrayLike) -> Relation:
    """Return Spearman's rank correlation of two figures with its 95 % interval.

    Equal values share their mean rank. The interval is taken on Fisher's scale with the variance
    (1 + rho^2 / 2) / (n - 3). Where the order agrees wholly that variance cannot be used: the interval is then that of
    two neighbours swapped (ours), stretched to rho. Pairs are taken as independent; months of one service are less so,
    which makes the interval too narrow rather than too wide.

    Args:
        first: n numbers, for example attainment.
        second: n numbers beside them, for example positive shares.

    Returns:
        The relation; under ten pairs its rho and interval are NaN.

    Source: Spearman (1904); Bonett and Wright (2000) for the variance.
    """
    one, other = (_ranks(np.asarray(each, dtype=np.float64)) for each in (first, second))
    n = len(one)
    if n < FEWEST_RELATED or one.std() == 0 or other.std() == 0:
        return Relation(n, math.nan, math.nan, math.nan)
    return _sure(n, float(np.clip(np.corrcoef(one, other)[0, 1], -1, 1)))


def relation_within(services: Mapping[str, _CASES]) -> Relation:
    """Return how two figures rise and fall together within services, whatever sets the services apart.

    Over all services together two figures may seem related only because a service that is better by the one is better
    by the other. So months are ranked within each series, ranks are taken from their own middle, and then pooled: each
    month is compared with the others of its series alone. A series in which one of the figures never changes says
    nothing, and takes no part.

    Args:
        services: for each service its series of months, each with n numbers of the one figure and n of the other.

    Returns:
        The relation over the pairs that take part. Its interval draws services anew, then months within each series, a
        fixed number of times with a fixed seed, and is never narrower than `relation`'s would be for as many pairs.

    Source: Spearman (1904); the bootstrap of Efron (1979) over services and then months, as they hang together.
    """
    ranked = [
        [tuple(_centred(np.asarray(each, dtype=np.float64)) for each in case) for case in cases]
        for cases in services.values()
    ]
    telling = [[(one, other) for one, other in cases if one.any() and other.any()] for cases in ranked]
    telling = [cases for cases in telling if cases]
    n = sum(len(one) for cases in telling for one, _ in cases)
    if n < FEWEST_RELATED:
        return Relation(n or sum(len(one) for cases in ranked for one, _ in cases), math.nan, math.nan, math.nan)
    sums = np.array([[one @ other, one @ one, other @ other] for cases in telling for one, other in cases]).sum(axis=0)
    sure = _sure(n, float(np.clip(sums[0] / math.sqrt(sums[1] * sums[2]), -1, 1)))
    low, high = np.nanquantile(_drawn(telling), [0.025, 0.975])
    return Relation(n, sure.rho, min(sure.low, float(low)), max(sure.high, float(high)))


def _drawn(services: "Sequence[Sequence[tuple[FloatArray, FloatArray]]]") -> FloatArray:
    """Return the pooled correlation of ranks in each draw of services, and of months within their series."""
    dice = np.random.default_rng(_SEED)
    chosen = dice.multinomial(len(services), [1 / len(services)] * len(services), size=_DRAWS)
    sums = np.zeros((_DRAWS, 3))
    for number, cases in enumerate(services):
        for one, other in cases:
            sums += chosen[:, [number]] * _weighed(
                one, other, dice.multinomial(len(one), [1 / len(one)] * len(one), _DRAWS)
            )
    with np.errstate(invalid="ignore", divide="ignore"):  # a draw in which nothing changed
        return np.asarray(sums[:, 0] / np.sqrt(sums[:, 1] * sums[:, 2]))


def _weighed(one: FloatArray, other: FloatArray, often: IntArray) -> FloatArray:
    """Return how two series vary together, and each by itself, where each pair counts so `often`; a row a draw."""
    n = len(one)
    middle, beside = often @ one / n, often @ other / n
    return np.column_stack(
        [
            often @ (one * other) - n * middle * beside,
            often @ (one * one) - n * middle**2,
            often @ (other * other) - n * beside**2,
        ]
    )


def _centred(values: FloatArray) -> FloatArray:
    """Return the ranks of values, counted from their middle."""
    return _ranks(values) - (len(values) + 1) / 2


def _sure(n: int, rho: float) -> Relation:
    """Return a correlation of ranks over n independent pairs with its interval on Fisher's scale."""
    widest = 1 - 12 / (n * (n * n - 1))  # rho with two neighbours swapped
    centre = math.atanh(min(max(rho, -widest), widest))
    half = NORMAL_95 * math.sqrt((1 + rho * rho / 2) / (n - 3))
    return Relation(n, rho, min(math.tanh(centre - half), rho), max(math.tanh(centre + half), rho))


def _ranks(values: FloatArray) -> FloatArray:
    """Return ranks from 1, equal values sharing their mean rank."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = count.cumsum()
    ranks: FloatArray = (last - (count - 1) / 2)[place]
    return ranks
