"""What the service catalogue promises, and whether it is kept, in sentences a customer could read."""

import pandas as pd

from audit.measures.promise import HELD, NO_PROMISE, NOT_HELD, PERHAPS_NOT, TOO_FEW
from audit.model.duration import duration_words
from audit.model.service import Service
from audit.model.view import View
from audit.publish.headlines.words import counted, within

_MOST_NAMED = 4
NOTHING_PROMISED = "No time is promised yet."


def promise_sentence(service: Service, usual_target: float) -> str:
    """Say what a service promises, as it would say it to its customers.

    Args:
        service: the service.
        usual_target: the programme's share (0-1), for a service that does not say one.
    """
    parts = []
    if service.first_response_minutes:
        parts.append(f"respond within {duration_words(service.first_response_minutes)}")
    if service.resolution_minutes:
        parts.append(f"are done within {duration_words(service.resolution_minutes)}")
    if not parts:
        return NOTHING_PROMISED
    share = service.target_share or usual_target
    often = "every time" if share == 1 else f"at least {100 * share:.4g} times in 100"
    return f"We {' and '.join(parts)}, {often}."


def promise_here(service: Service) -> str:
    """Say to whoever stands at a touchpoint what its service has promised, in one line."""
    sentences = []
    if service.first_response_minutes:
        sentences.append(f"Promise: a response within {duration_words(service.first_response_minutes)}.")
    if service.resolution_minutes:
        sentences.append(f"Done within {duration_words(service.resolution_minutes)}.")
    if service.proper_channel:
        sentences.append(f"Proper channel: {service.proper_channel.rstrip('.')}.")
    return f"{service.name}. {' '.join(sentences) or NOTHING_PROMISED}"


def catalogue_headline(services: int, touchpoints: pd.DataFrame) -> str:
    """Say how many services there are, how many promise a time, and what belongs to none.

    Args:
        services: how many are in the catalogue.
        touchpoints: what `audit.store.service.serviced_touchpoints` returns.
    """
    if not services:
        return "The catalogue is empty: it does not say yet what customers may expect."
    belonging = int((touchpoints["service"] != "").sum())
    count = counted(services, "service")
    if belonging == len(touchpoints):
        return f"{count}; every touchpoint belongs to one."
    return f"{count}; {belonging:,} of {counted(len(touchpoints), 'touchpoint')} belong to one."


def waits_headline(waits: pd.DataFrame) -> str:
    """Say at how many touchpoints the promised first response is kept, and where it surely is not.

    Args:
        waits: what `audit.measures.promise.waits` returns by touchpoint.
    """
    promised = waits[waits["kept"] != NO_PROMISE]
    if promised.empty:
        return "No wait can be judged: no touchpoint here belongs to a service that promises a first response."
    judged = promised[promised["kept"] != TOO_FEW]
    if judged.empty:
        return _too_few(int(promised["n"].sum()))
    in_time = int((judged["kept"] == HELD).sum())
    if in_time == 0 and len(judged) == 1:
        return f"As far as timed, the promise is {_missed(judged)}."
    if in_time < len(judged):
        who = f"{in_time or 'none'} of the {counted(len(judged), 'touchpoint')} timed often enough"
        return f"As far as timed, {who} {'keeps its' if in_time < 2 else 'keep their'} promise; {_missed(judged)}."
    if in_time > 1:
        return f"As far as timed, all {in_time} touchpoints timed often enough keep their promise."
    return f"As far as timed, {_waits_at(judged)} keeps its promise."


def left_out_sentence(waits: pd.DataFrame, view: View) -> str:
    """Say what no picture of waits can show: waits nobody promised anything for, and promises nobody timed.

    Args:
        waits: what `audit.measures.promise.waits` returns by touchpoint.
        view: what the figures cover.
    """
    bare = list(waits.loc[waits["kept"] == NO_PROMISE, "touchpoint"])
    never = int(((waits["n"] == 0) & (waits["kept"] != NO_PROMISE)).sum())
    sentences = []
    if bare:
        others = f" and {len(bare) - _MOST_NAMED} more" if len(bare) > _MOST_NAMED else ""
        sentences.append(f"Timed, though nothing is promised there: {', '.join(bare[:_MOST_NAMED])}{others}.")
    if never:
        promised = "of a service that promises a time was" if never == 1 else "of services that promise a time were"
        sentences.append(f"{counted(never, 'touchpoint')} {promised} never timed{within(view)}.")
    return " ".join(sentences)


def _too_few(timed: int) -> str:
    if timed:
        return f"Too few waits have been timed to say: {timed:,} where a time is promised."
    return "No wait can be judged: none was timed where a time is promised."


def _missed(judged: pd.DataFrame) -> str:
    """Say where the promise is surely not kept, else where it seems not to be."""
    broken, doubtful = (judged[judged["kept"] == word] for word in (NOT_HELD, PERHAPS_NOT))
    if broken.empty:
        return f"missed at {_waits_at(doubtful)}, which could still be chance"
    most = f"{len(broken)}, most of all at " if len(broken) > 1 else ""
    return f"clearly missed at {most}{_waits_at(broken)}"


def _waits_at(rows: pd.DataFrame) -> str:
    lowest = rows.iloc[int(rows["within_share"].argmin())]
    within = f"{int(lowest['within']):,} of {counted(int(lowest['n']), 'wait')} within"
    promised = duration_words(lowest["promise_minutes"])
    return f"{lowest['touchpoint']} ({within} {promised}, {100 * lowest['target_share']:.4g} in 100 promised)"
