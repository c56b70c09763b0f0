"""What a phone is given before it goes where there is no signal: journeys, anchors, promises, plans, open walks."""

import hashlib
import json
from collections import defaultdict
from dataclasses import asdict
from typing import Any
from uuid import UUID

import pandas as pd

from audit.model.draft import Draft
from audit.model.field_walk import NoWords
from audit.model.journey import Journey, Touchpoint
from audit.model.labels import (
    FIELD_OUTCOME_LABELS,
    NO_WORDS_LABELS,
    RECOGNISED_ANSWERS,
)
from audit.model.language import ENGLISH
from audit.model.plan import Plan
from audit.model.poster import poster_code
from audit.model.vocabulary import Term, TermKind, shipped_term
from audit.publish.headlines.commitment import promised_here
from audit.store.added_touchpoint import merged_touchpoints
from audit.store.commitment import open_commitments
from audit.store.draft import drafts
from audit.store.earlier_name import merged_place_keys
from audit.store.journey import offered_journeys, touchpoints
from audit.store.journey_part import PARTS, parts
from audit.store.observation import latest_words_of_each, offered_groups
from audit.store.opening import Store
from audit.store.place import offered_places, place_keys
from audit.store.planned_walk import open_plans
from audit.store.programme import programme
from audit.store.repertoire import TABLES, repertoire
from audit.store.service import serviced_touchpoints
from audit.store.vocabulary import vocabulary
from audit.store.walk_through import walk_observations

PROTOCOL = 1
_OF_JOURNEYS = (*PARTS, *TABLES.values(), "anchor", "added_touchpoint", "merged_touchpoint")
_HEAD = ("journey_id", "place", "method", "scenario", "observer", "customer_group", "own_area", "plan_id")
_ENTRY = ("outcome", "what_happened", "wait", "greeted")
_Json = dict[str, Any]


def programme_for_phones(store: Store, person: str = "") -> _Json:
    """Return the whole programme as a phone of `person` ("" = not said) holds it, with `version`, the mark of the rest.

    Its fields are described in docs/architecture.md; every name is what people wrote, unescaped.
    """
    given = store.cached("programme for phones", lambda: _settled(store))
    given = given | {
        "person": person,
        "plans": [_plan(plan) for plan in open_plans(store)],
        "drafts": [_draft(store, draft) for draft in drafts(store)],
    }
    return {"protocol": PROTOCOL, "version": _mark(given), "journeys_mark": journeys_mark(store), **given}


def journeys_mark(store: Store) -> str:
    """Return the mark of all journeys, which an answer to a phone bears: where it is another, it asks for them anew."""
    return store.cached_of(_OF_JOURNEYS, "mark of the journeys", lambda: _mark(parts(store), _merged(store)))


def _mark(*given: Any) -> str:
    return hashlib.sha256(json.dumps(given, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _settled(store: Store) -> _Json:
    """Return what changes with a committed write alone."""
    setting = programme(store)
    around = _Around(store)
    words = vocabulary(store)
    return {
        "programme": setting.name,
        "time_zone": setting.time_zone,
        "journeys": [_journey(store, journey, around) for journey in offered_journeys(store)],
        **_merged(store),
        "places": list(offered_places(store)),
        "place_codes": _place_codes(store),
        "customer_groups": list(offered_groups(store)),
        "language": setting.language,
        "methods": [_word(term, setting.language) for term in words.offered(TermKind.METHOD)],
        "dimensions": [_explained(term, setting.language) for term in words.of(TermKind.DIMENSION)],
        "outcomes": [{"key": str(key), "label": label} for key, label in FIELD_OUTCOME_LABELS.items()],
        "signals": [
            _explained(term, setting.language) | {"is_good": term.is_good} for term in words.offered(TermKind.SIGNAL)
        ],
        "recognised": [{"key": str(key), "label": label} for key, label in RECOGNISED_ANSWERS.items()],
        "causes_of_no_words": [{"key": why.value, "label": NO_WORDS_LABELS[why]} for why in NoWords],
    }


def _merged(store: Store) -> _Json:
    """Return what each touchpoint that is another by now is today, by its key and by the code on its poster."""
    merged = {key: str(into) for key, into in merged_touchpoints(store).items()}
    return {
        "merged": {str(key): into for key, into in merged.items()},
        "merged_codes": {poster_code(key): into for key, into in merged.items()},
    }


def _word(term: Term, language: str) -> _Json:
    """Return a word with the language it is in: that of the app where the programme left it as it came."""
    is_own = term.title != shipped_term(term.kind, term.key).title
    return {"key": term.key, "label": term.title, "lang": language if is_own else ENGLISH}


def _explained(term: Term, language: str) -> _Json:
    is_own = term.sentence != shipped_term(term.kind, term.key).sentence
    return _word(term, language) | {"meaning": term.sentence, "meaning_lang": language if is_own else ENGLISH}


def _place_codes(store: Store) -> dict[str, str]:
    """Return what each poster's code of a place is called today; one that was merged has its posters up still."""
    keys = {str(key): name for key, name in place_keys(store).items()} | {**merged_place_keys(store)}
    return {poster_code(UUID(key)): name for key, name in keys.items()}


class _Around:
    """What is known beside the touchpoints themselves, each by the touchpoint's key."""

    def __init__(self, store: Store) -> None:
        served = serviced_touchpoints(store)
        self.promises = {UUID(row["touchpoint_id"]): row for row in served.to_dict("records")}
        self.commitments = defaultdict(list)
        for commitment in open_commitments(store):
            self.commitments[commitment.touchpoint_id].append(commitment)
        self.latest = {
            UUID(row["touchpoint_id"]): {
                "words": row["what_happened"],
                "outcome": row["outcome"],
                "day": str(row["observed_on"])[:10],
            }
            for row in latest_words_of_each(store).to_dict("records")
        }
        every = touchpoints(store)
        self.whole_visits = set(map(UUID, every.loc[every["is_whole_visit"], "touchpoint_id"]))


def _journey(store: Store, journey: Journey, around: _Around) -> _Json:
    return {
        "id": str(journey.id),
        "name": journey.name,
        **asdict(repertoire(store, journey.id)),
        "stages": [
            {
                "id": str(stage.id),
                "name": stage.name,
                "touchpoints": [_touchpoint(touchpoint, around) for touchpoint in stage.touchpoints],
            }
            for stage in journey.stages
        ],
    }


def _touchpoint(touchpoint: Touchpoint, around: _Around) -> _Json:
    promise = around.promises[touchpoint.id]
    minutes = promise["promise_minutes"]
    return {
        "id": str(touchpoint.id),
        "code": poster_code(touchpoint.id),
        "name": touchpoint.name,
        "hint": touchpoint.description,
        "is_moment_of_truth": touchpoint.is_moment_of_truth,
        "why": touchpoint.why if touchpoint.is_moment_of_truth else "",
        "is_whole_visit": touchpoint.id in around.whole_visits,
        "service": promise["service"],
        "promised_minutes": None if pd.isna(minutes) else float(minutes),
        "anchors": {
            dimension.value: {str(rating): words for rating, words in sentences.items()}
            for dimension, sentences in touchpoint.anchors.items()
        },
        "commitments": list(promised_here(around.commitments[touchpoint.id])),
        "latest": around.latest.get(touchpoint.id),
    }


def _plan(plan: Plan) -> _Json:
    """Return an open plan with the keys of journey and touchpoint, so that a phone can begin it by itself."""
    return {
        "id": str(plan.id),
        "journey_id": str(plan.journey_id),
        "touchpoint_id": str(plan.touchpoint_id),
        "method": plan.method.value,
        "planned_for": None if plan.planned_for is None else plan.planned_for.isoformat(),
        **{name: getattr(plan, name) for name in ("place", "customer_group", "observer", "reason")},
    }


def _draft(store: Store, draft: Draft) -> _Json:
    """Return a walk begun in the form of earlier versions, to be gone on with on a phone under its own key."""
    entry, head = draft.entry, draft.head
    entries = walk_observations(store, draft.id)
    return {
        "id": str(draft.id),
        "version": 0,
        "started_at": f"{draft.started_at.isoformat(timespec='seconds')}Z",
        **{name: getattr(head, name) for name in _HEAD},
        "entry": {
            "id": entry.observation_id,
            "touchpoint_id": entry.touchpoint_id,
            "ratings": dict(entry.ratings),
            "signals": list(entry.signals),
            **{name: getattr(entry, name) for name in _ENTRY},
        },
        "saved": sorted(set(entries.loc[~entries["withdrawn"], "touchpoint_id"])),
    }
