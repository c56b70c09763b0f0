"""What is wrong with a certificate is said in words; one that is renewed is shown at once."""

import os
import shutil
import ssl
from datetime import timedelta
from pathlib import Path

import pytest

from audit.errors import CertificateUnusableError
from audit.web.phones import certificate as certificates
from audit.web.phones.certificate import NO_CERTIFICATE, Certificate
from audit.web.phones.listening import Door

FOLDER = Path(__file__).parent / "certificate"  # all of one key, and made for these tests
HERE, OTHER = "127.0.0.1", "audit.example.org"


def certificate(cert, key="key.pem"):
    return Certificate(str(FOLDER / cert), str(FOLDER / key))


@pytest.fixture
def own(tmp_path):
    """Return a certificate whose files the test may replace."""
    for name in ("cert.pem", "key.pem"):
        shutil.copy(FOLDER / name, tmp_path / name)
    return Certificate(str(tmp_path / "cert.pem"), str(tmp_path / "key.pem"))


def replaced(own, name, *, by):
    file = Path(own.cert).with_name(name)
    if by is None:
        file.unlink()
        return
    shutil.copy(FOLDER / by, file)
    changed = file.stat().st_mtime_ns + 1_000_000_000  # a copy made within one tick of the clock is a change too
    os.utime(file, ns=(changed, changed))


def fingerprint(port):
    """Return what a door shows to whoever connects."""
    return ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate((HERE, port), timeout=60))


def in_file(name):
    return ssl.PEM_cert_to_DER_cert((FOLDER / name).read_text())


@pytest.mark.parametrize(
    ("cert", "key", "reason"),
    [
        ("cert.pem", "cert.pem", "no such PEM file"),
        ("cert.pem", "", "missing or cannot be read"),
        ("", "key.pem", "missing or cannot be read"),
        ("none.pem", "none.pem", "missing or cannot be read"),
        ("cert.pem", "foreign.pem", "do not belong together"),
        ("cert.pem", "locked.pem", "locked with a passphrase"),
    ],
)
def test_a_certificate_that_cannot_be_used_is_refused_with_the_reason(cert, key, reason):
    with pytest.raises(CertificateUnusableError, match=rf"{reason}.*--tls-cert"):
        Certificate(*(name and str(FOLDER / name) for name in (cert, key))).check()


@pytest.mark.parametrize(
    ("cert", "name", "doubt"),
    [
        ("cert.pem", HERE, ""),
        ("cert.pem", "", ""),
        ("cert.pem", OTHER, f"The certificate is not for {OTHER}."),
        ("renewed.pem", OTHER, ""),
        ("renewed.pem", "192.0.2.7", "The certificate is not for 192.0.2.7."),
        ("expired.pem", OTHER, "The certificate has expired."),
        ("expired.pem", "", "The certificate has expired."),
    ],
)
def test_what_phones_will_warn_of_is_known_before(cert, name, doubt):
    said = certificate(cert).doubt(name)
    assert said.startswith(doubt)
    assert bool(said) == bool(doubt)


def test_a_certificate_that_ends_soon_is_to_be_renewed(monkeypatch):
    monkeypatch.setattr(certificates, "SOON", timedelta(days=60_000))
    assert certificate("cert.pem").doubt(HERE).startswith("The certificate ends on 6 November 2126.")


def test_without_a_certificate_there_is_nothing_to_doubt():
    assert NO_CERTIFICATE.doubt("192.0.2.7") == ""


def test_a_certificate_that_is_renewed_is_shown_to_whoever_connects_then(doorkeeper, free_port, own):
    doorkeeper.open(Door(HERE, free_port, certificate=own))
    assert fingerprint(free_port) == fingerprint(free_port) == in_file("cert.pem")
    replaced(own, "cert.pem", by="renewed.pem")
    assert fingerprint(free_port) == in_file("renewed.pem")
    assert doorkeeper.doubt.startswith(f"The certificate is not for {HERE}.")


@pytest.mark.parametrize("by", [None, "locked.pem"])
def test_a_certificate_whose_files_are_spoilt_is_shown_as_it_was_and_the_door_says_so(doorkeeper, free_port, own, by):
    doorkeeper.open(Door(HERE, free_port, certificate=own))
    assert fingerprint(free_port) == in_file("cert.pem")
    replaced(own, "key.pem", by=by)
    assert fingerprint(free_port) == in_file("cert.pem")
    assert doorkeeper.doubt.endswith("Until then the one before is shown.")
    doorkeeper.close()
    with pytest.raises(CertificateUnusableError):
        doorkeeper.open_at(HERE)
    assert not doorkeeper.is_open


def test_a_closed_door_and_one_behind_a_proxy_doubt_no_name(doorkeeper, free_port):
    doorkeeper.door = Door(port=free_port, certificate=certificate("renewed.pem"))
    assert doorkeeper.doubt == ""
    doorkeeper.open(Door(HERE, free_port, "https://walks.example.org", certificate=certificate("renewed.pem")))
    assert doorkeeper.doubt == ""
