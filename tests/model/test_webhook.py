"""An address is taken where nobody on the way can read it, and is shown to nobody once it is set."""

import pytest

from audit.errors import WebhookAddressError
from audit.model.webhook import MOST_ADDRESS, Recipient, Webhook

SECRET = "https://hooks.slack.com/services/T000/B000/abcdefXYZ9"


def test_an_address_is_shown_by_its_machine_and_its_end_alone():
    hook = Webhook(Recipient.SLACK, f" {SECRET}\n")
    assert (hook.address, hook.host, hook.shown) == (SECRET, "hooks.slack.com", "https://hooks.slack.com/…XYZ9")
    assert "abcdef" not in repr(hook)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x", "http://localhost/x", "http://[::1]:9/x", SECRET])
def test_without_encryption_only_this_machine_is_reached(address):
    assert Webhook(Recipient.JIRA, address).address == address


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", "does not begin with https://"),
        ("hooks.slack.com/services", "does not begin with https://"),
        ("ftp://example.org/x", "does not begin with https://"),
        ("https:///x", "does not begin with https://"),
        ("file:///etc/passwd", "does not begin with https://"),
        ("http://example.org/x", "can be read on the way"),
        ("http://127.0.0.1.example.org/x", "can be read on the way"),
        ("http://10.0.0.1/x", "can be read on the way"),
        ("https://user:word@example.org/x", "before the @"),
        ("https://example.org/a b", "blanks"),
        ("https://example.org/\nx", "blanks"),
        ("https://exämple.org/x", "blanks"),
        ("https://example.org:99999/x", "it is not one"),
        ("https://[::1/x", "it is not one"),
        (f"https://example.org/{'x' * MOST_ADDRESS}", "longer than 2,000"),
    ],
)
def test_what_nothing_can_be_sent_to_is_refused_in_words(address, why):
    with pytest.raises(WebhookAddressError, match=why) as refused:
        Webhook(Recipient.TEAMS, address)
    assert len(str(refused.value)) < 200  # the address is not repeated
