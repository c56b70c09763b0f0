"""The certificate that both doors show: with one, what phones send can be read by nobody on the way."""

import ssl
from dataclasses import dataclass

from audit.errors import CertificateUnusableError


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with those that vouch for it, and its key: each a path to a PEM file; "" = none, plain HTTP."""

    cert: str = ""
    key: str = ""

    @property
    def scheme(self) -> str:
        """How an address begins that is served with it."""
        return "https" if self.cert else "http"

    def check(self) -> None:
        """Look whether a server can be started with it.

        Raises:
            CertificateUnusableError: one file is missing or unreadable, or they do not belong together.
        """
        if not (self.cert or self.key):
            return
        try:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(self.cert, self.key)
        except (OSError, ValueError) as problem:
            raise CertificateUnusableError(self.cert, self.key) from problem


NO_CERTIFICATE = Certificate()
