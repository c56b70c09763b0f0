"""Posting JSON to an address outside, once: no redirect is followed, and what went wrong is a sentence."""

import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from audit.model.labels import RECIPIENT_LABELS
from audit.model.webhook import Webhook

PATIENCE = 10  # seconds until an address counts as silent
_MOST_READ = 2_000  # bytes of an answer
_MOST_SHOWN = 120  # characters of it


class _NoRedirect(HTTPRedirectHandler):
    """Takes an answer that leads elsewhere for what it is: where it leads, nobody set."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


def post(hook: Webhook, body: dict[str, Any], patience: float = PATIENCE) -> tuple[bool, str]:
    """Post JSON and return whether it was taken, and what became of it in a sentence that does not hold the address.

    Args:
        hook: where it goes.
        body: what is sent.
        patience: seconds.
    """
    name, text = RECIPIENT_LABELS[hook.recipient], json.dumps(body).encode()
    request = Request(hook.address, text, {"Content-Type": "application/json", "User-Agent": "moments"})  # noqa: S310  # checked by Webhook
    # the proxies of this machine's settings lead outside; to itself it needs none
    proxies = [ProxyHandler({})] if request.type == "http" else []
    try:
        with build_opener(_NoRedirect, *proxies).open(request, timeout=patience) as answer:
            return True, f"{name} took it ({answer.status})."
    except HTTPError as refused:
        with refused:
            return False, f"{name} answered {refused.code}{_words(hook, refused)}."
    except (URLError, HTTPException, OSError) as problem:
        reason = getattr(problem, "reason", problem)
        if isinstance(reason, TimeoutError):
            return False, f"{name} did not answer within {patience:g} seconds; it may have arrived all the same."
        return False, f"{name} could not be reached ({getattr(reason, 'strerror', None) or type(reason).__name__})."


def _words(hook: Webhook, refused: HTTPError) -> str:
    """Return the beginning of an answer in one line, without the address it may repeat; "" where it says nothing."""
    if refused.code in range(300, 400):
        return ": it leads elsewhere, which is not followed"
    try:
        read = refused.read(_MOST_READ).decode("utf-8", "replace")
    except (HTTPException, OSError):
        return ""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in read).split())
    path = urlsplit(hook.address).path
    for secret in (hook.address, path) if len(path) > 1 else (hook.address,):
        line = line.replace(secret, "…")
    return f": {line[:_MOST_SHOWN].rstrip('.')}" if line else ""
