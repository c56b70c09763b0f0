"""In which language what people wrote is read aloud, and which names they gave, as slides and hand-outs need it."""

from audit.publish.in_its_language import Spoken
from audit.store.given_names import given_names
from audit.store.opening import Store
from audit.store.programme import programme


def spoken(store: Store) -> Spoken:
    """Return the programme's language with the names of today."""
    return Spoken(programme(store).language, given_names(store))
