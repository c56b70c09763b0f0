"""The certificate that both doors show: with one, what phones send can be read by nobody on the way."""

import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from audit.errors import AuditError, CertificateUnusableError
from audit.model.clock import utc_now
from audit.model.day import written_day

SOON = timedelta(days=14)  # whoever renews a certificate by hand needs some days
_RENEW = "Put a renewed one in its place; it is read again by itself."
_OTHER_NAME = (
    "The certificate is not for {name}",
    "Use one that names {name}, or say with --phones-address which of its names phones are to open.",
)
_DOUBTS = {  # by OpenSSL's own numbers
    9: ("The certificate is not valid yet", "Put one in its place that is, or set this machine's clock."),
    10: ("The certificate has expired", _RENEW),
    62: _OTHER_NAME,
    64: _OTHER_NAME,
}
_UNFIT = ("The certificate is not for a server", "Put one in its place that is.")
_WARNED = "Phones warn of it, and no walk works without signal there."


@dataclass(slots=True, eq=False)
class Certificate:
    """A certificate with those that vouch for it, and its key: each a path to a PEM file; "" = none, plain HTTP.

    Files that are replaced while they are shown are read again at the next connection; where the new ones cannot be
    used, the ones before are shown on.
    """

    cert: str = ""
    key: str = ""
    _face: ssl.SSLContext | None = field(default=None, init=False)
    _current: ssl.SSLContext | None = field(default=None, init=False)
    _read: tuple[int, ...] = field(default=(), init=False)

    @property
    def scheme(self) -> str:
        """How an address begins that is served with it."""
        return "https" if self.cert else "http"

    @property
    def factory(self) -> Callable[..., ssl.SSLContext] | None:
        """What gives a server the context it listens with, None for plain HTTP; the files are read when it is asked."""
        return (lambda *_: self._shown()) if self.cert else None

    def check(self) -> None:
        """Look whether a server can be started with it.

        Raises:
            CertificateUnusableError: one file is missing or unreadable, or they do not belong together.
        """
        if self.cert or self.key:
            self._loaded()

    def doubt(self, name: str = "") -> str:
        """Return why a browser would warn of it now or soon, with what to do, "" where nothing is known against it.

        Who vouches for it is not judged: phones may trust an authority of one's own.

        Args:
            name: the name or number phones open; "" = whether it is for that is not looked at.
        """
        if not self.cert:
            return ""
        try:
            ends_at = self._end_for(name)
        except CertificateUnusableError as problem:
            return f"{problem} Until then the one before is shown."
        except ssl.SSLCertVerificationError as refused:
            words, remedy = _DOUBTS.get(refused.verify_code, _UNFIT)
            return f"{words}. {_WARNED} {remedy}".format(name=name)
        soon = f"The certificate ends on {written_day(ends_at)}. {_RENEW}"
        return soon if ends_at < utc_now() + SOON else ""

    def _end_for(self, name: str) -> datetime:
        """Return when it ends (UTC), found out by a handshake within this process.

        Raises:
            SSLCertVerificationError: a browser that trusts who vouches for it would not take it for `name`.
            CertificateUnusableError: it cannot be used at all.
        """
        browser = ssl.create_default_context(cafile=self.cert)
        browser.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        browser.hostname_checks_common_name = False  # as every browser of today
        browser.check_hostname = bool(name)
        there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
        asking = browser.wrap_bio(there, back, server_hostname=name or None)
        answering = self._loaded().wrap_bio(back, there, server_side=True)
        for side in (asking, answering):
            with suppress(ssl.SSLWantReadError):
                side.do_handshake()
        asking.do_handshake()
        ends_at = ssl.cert_time_to_seconds(str((asking.getpeercert() or {})["notAfter"]))
        return datetime.fromtimestamp(ends_at, UTC).replace(tzinfo=None)

    def _shown(self) -> ssl.SSLContext:
        """Return the context of every server that shows it; each connection is given what the files hold then."""
        if self._face is None:
            self._face = self._current = self._loaded()
            self._read = self._marks()
            self._face.sni_callback = self._answer
        return self._face

    def _answer(self, connection: ssl.SSLObject, _name: str, context: ssl.SSLContext) -> None:
        marks = self._marks()
        if marks and marks != self._read:
            self._read = marks
            with suppress(AuditError):  # the page of the door says so
                self._current = self._loaded()
        connection.context = self._current or context

    def _marks(self) -> tuple[int, ...]:
        """Return what changes when a file is replaced; nothing while one of them is away."""
        with suppress(OSError):
            return tuple(mark for each in (self.cert, self.key) for mark in _mark(Path(each)))
        return ()

    def _loaded(self) -> ssl.SSLContext:
        prompts = []

        def refuse() -> str:
            prompts.append(self.key)  # a server that starts by itself has nobody who could type it
            return ""

        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        try:
            context.load_cert_chain(self.cert, self.key, refuse)
        except (OSError, ValueError) as problem:
            raise CertificateUnusableError(self.cert, self.key, _reason(problem, is_locked=bool(prompts))) from problem
        return context


def _mark(file: Path) -> tuple[int, int]:
    state = file.stat()
    return state.st_mtime_ns, state.st_size


def _reason(problem: Exception, *, is_locked: bool) -> str:
    if is_locked:
        return "the key is locked with a passphrase, which nobody can type when the app starts"
    if isinstance(problem, ssl.SSLError):
        return "they do not belong together" if problem.reason == "KEY_VALUES_MISMATCH" else "one is no such PEM file"
    return "one of them is missing or cannot be read"


NO_CERTIFICATE = Certificate()
