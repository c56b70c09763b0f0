"""What an answer is refused with: whose fault it is, and where what nobody foresaw can be read up."""

from audit.errors import MissingError, StoreFullError, StoreInUseError
from audit.web.trouble import trouble_of


def test_what_was_asked_wrongly_is_told_apart_from_a_store_that_cannot_be_used(caplog):
    assert trouble_of(MissingError("Name"), "the room", "Try again") == (str(MissingError("Name")), 422)
    assert trouble_of(StoreFullError("x"), "the room", "Try again") == (str(StoreFullError("x")), 507)
    assert trouble_of(StoreInUseError("x"), "the room", "Try again") == (str(StoreInUseError("x")), 503)
    assert caplog.records == []


def test_what_nobody_foresaw_is_logged_whole_and_told_with_its_reference(caplog):
    sentence, status = trouble_of(KeyError("Ada's words"), "the room", "Try again")
    (record,) = caplog.records
    assert status == 500
    assert sentence.startswith("Try again; ")
    assert sentence.endswith(f"{record.args[1]}.")
    assert "Ada" not in sentence
    assert record.exc_info
