"""Who owns something is a role or a team; what looks like a person's name is asked about, never refused."""

import re
from collections.abc import Collection

_ROLES = frozenset(  # words of roles and teams, one beside the other so that they can be read
    """
    account accounts admin administration adviser advisor agent and app area assistant associate back bar billing
    board booking branch call captain care case cashier catering center central centre chair chief claims cleaning
    clerk clinic coach committee complaints compliance consultant contact control coordinator council counter
    credit crew customer customers day delivery department deputy desk digital direction director dispatch
    division doctor duty east emergency engineer evening executive experience facilities field finance first floor
    for foreman front gate general ground group guest head help host hotel house hr human information insurance
    intake it junior keeper kitchen lab lead leader leadership legal library line loan loans local logistics
    lounge main maintenance management manager marketing master matron medical morning mortgage national network
    new night north nurse of office officer on online operations operator owner parking passenger patient payments
    people personnel pharmacy plant platform porter practice president process product programme project
    purchasing quality reception receptionist regional registrar registration relations rescue resources
    responsible retail room safety sales school second secretary section security senior service services shift
    shop site south specialist staff station stock store student supervisor supply support surgery team technical
    analyst auditor backoffice banker barista both broker buyer callcenter callcentre chef cleaner concierge controller
    cook curator dean designer developer dispatcher driver everybody everyone faculty frontdesk helpdesk housekeeping
    instructor janitor librarian midwife nursing ops paramedic pharmacist physio pilot planner radiology servicedesk
    surgeon teacher therapist trainer tutor underwriter us we
    technician teller the third ticket tickets tour training transport travel treasury unit vice volunteer
    volunteers waiter ward warehouse web weekend west works workshop
    """.split()  # noqa: SIM905
)
_PART = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS, _MOST_WORDS = 2, 3  # words of a name


def likely_person(owner: str, known: Collection[str] = ()) -> bool:
    """Return whether an owner looks like a person's name: two or three capitalised words, none of a role or of ours.

    So does one word alone, capitalised or in small letters, that is none of a role or of ours, also without its "s".

    A rule of thumb, wrong now and then either way; so whoever is told of it may go on.

    Args:
        owner: as it was typed.
        known: words in small letters that are none of a person's: of touchpoints, places, services.
    """
    words = [word.strip(".,") for word in owner.split()]
    parts = [part for word in words for part in _PART.findall(word)]
    ordinary = _ROLES | set(known)
    if len(words) == 1:
        return len(parts) == 1 and parts[0] == words[0] and _is_first_name(parts[0], ordinary)
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
        return False
    return len(parts) >= len(words) and all(_is_capitalised(part) and part.lower() not in ordinary for part in parts)


def words_of(names: Collection[str]) -> frozenset[str]:
    """Return the words of some names, in small letters."""
    return frozenset(part.lower() for name in names for part in _PART.findall(name))


def _is_first_name(part: str, ordinary: Collection[str]) -> bool:
    small = part.lower()
    return len(part) > 1 and part[1:].islower() and not {small, small.removesuffix("s")} & set(ordinary)


def _is_capitalised(part: str) -> bool:
    return part[0].isupper() and (len(part) == 1 or part[1:].islower())
