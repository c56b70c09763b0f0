"""The figures of what is done about bad experiences: each with its age, and each touchpoint summed up."""

from datetime import date
from typing import Any

import pandas as pd

from audit.figures.ledger import trust_debts
from audit.figures.question import Question, cached
from audit.figures.small_groups import cases_shown
from audit.measures import ageing
from audit.measures.write_off import Account, account_on
from audit.model.recovery import Step
from audit.model.view import View
from audit.model.vocabulary import TermKind
from audit.store import recovery
from audit.store.opening import Store
from audit.store.vocabulary import vocabulary

MOST_UNOWNED = 200  # listed, the oldest; the rest are counted


@cached
def recoveries(store: Store, question: Question) -> pd.DataFrame:
    """Return each bad experience that somebody owns, and the oldest of those nobody does.

    See `audit.measures.ageing.ageing`; the question's keys make no difference. Of those nobody owns, the oldest
    `MOST_UNOWNED` are listed; `waiting` counts them all. `cause` is what it is called today. Also passed through
    unchanged: `id` (of the observation), `what_happened`, `reply`, `reply_outcome`.
    """
    owned = recovery.recoveries(store, question.view)
    nobody = recovery.unowned(store, question.view, question.as_of, MOST_UNOWNED)
    blank: dict[str, Any] = dict.fromkeys(("recovery_id", "owner", "cause", "cannot_because"), "")
    both = pd.concat([owned, nobody.assign(**blank, due_on=pd.Series(dtype="datetime64[us]"))], ignore_index=True)
    aged = ageing.ageing(cases_shown(store, question, both), recovery.steps(store), _promises(store), question.as_of)
    is_owned, is_given_up = aged["step"] != ageing.NOBODY, aged["step"] == Step.CANNOT
    # who owns it since then did not own it on that day
    words = vocabulary(store)
    shown = {name: aged[name].where(is_owned, "") for name in ("owner", "cause")}
    shown["cause"] = shown["cause"].map({key: words.term(TermKind.CAUSE, key).name for key in set(shown["cause"])})
    shown["cannot_because"] = aged["cannot_because"].where(is_given_up, "")
    return aged.assign(**shown).drop(columns=["recovery_id", "resolved_on"])


@cached
def waiting(store: Store, question: Question) -> pd.DataFrame:
    """Return how many bad experiences wait at each touchpoint, and how long; see `audit.measures.ageing.waiting`.

    The question's keys make no difference.
    """
    days = cases_shown(store, question, recovery.negative_days(store, question.view, question.as_of))
    cases = recoveries(store, question)  # aged once for both
    owned = cases[cases["step"] != ageing.NOBODY]
    return ageing.waiting(days, owned, _promises(store), question.as_of)


def account(store: Store, question: Question, touchpoint: str, observed_on: date) -> Account:
    """Return how the ledger of a touchpoint stands, seen from the bad experiences of one day.

    Asked before and after a recovery is confirmed, the difference is what that confirmation did.
    """
    debts = trust_debts(store, Question(question.as_of, View(touchpoint=touchpoint), ratio=question.ratio))
    return account_on(debts, observed_on)


def _promises(store: Store) -> pd.DataFrame:
    return store.cached("promises", lambda: recovery.promises(store))
