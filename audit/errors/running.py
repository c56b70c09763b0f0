"""What can go wrong with the audit's file and its server."""

from audit.errors.asking import AuditError


class StoreError(AuditError):
    """The audit's file cannot be used as it is; nobody asked for anything wrong."""


class StoreInUseError(StoreError):
    """Another program has the store open."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The audit {path} is open in another program. Use it there (a backup can be made on the page "
            "Data in and out), or close that program and try again."
        )


class StoreDamagedError(StoreError):
    """The file cannot be read as a store."""

    def __init__(self, path: str, finding: str) -> None:
        first_line = finding.strip().splitlines()[0]
        super().__init__(
            f"The audit {path} cannot be read ({first_line}). Keep the file as it is, and bring back the last "
            "backup with: moments restore BACKUP."
        )


class StoreFullError(StoreError):
    """There is no room on the disk."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"There is no room left on the disk that holds {path}, so this was not saved. Make room there, then try "
            "again; what is sent twice counts once."
        )


class StoreReadOnlyError(StoreError):
    """The file, or its folder, may not be written."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} may not be written here, so nothing was changed. Give whoever runs the app the right to write "
            "the file and its folder, or choose another place."
        )


class PlaceUnusableError(AuditError):
    """A file or folder somebody named cannot be used."""

    def __init__(self, path: object, why: object) -> None:
        super().__init__(f"{path} cannot be used here ({why}). Choose another place.")


class StoreMissingError(StoreError):
    """There is no store where one should be."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"There is no audit at {path}. Say where it is with --store or --home; `moments serve` begins a new one."
        )


class StoreGoneError(StoreError):
    """A store was there, and is there no more."""

    def __init__(self, path: str, left: str) -> None:
        super().__init__(
            f"The audit {path} is gone, though {left} beside it shows that it was there. Put the file back, or bring "
            f"back a backup with: moments restore BACKUP. To begin a new audit here, move {left} away first."
        )


class StoreForeignError(StoreError):
    """The file is a database of another program."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is a database of another program, not an audit; nothing in it was changed. "
            "Say where the audit is with --store."
        )


class StoreStuckError(StoreError):
    """The store had to be opened anew, and somebody still holds it."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The audit {path} is being opened again after trouble with its disk. Try again "
            "in a moment; if this stays, stop the app and start it again."
        )


class StoreTooNewError(StoreError):
    """The file was written by a later version of this app."""

    def __init__(self, path: str) -> None:
        super().__init__(f"The audit {path} was written by a newer version of this app; please update the app.")


class BackupUnreadableError(AuditError):
    """A file is not a whole backup."""

    def __init__(self, backup: object) -> None:
        super().__init__(
            f"{backup} is not a complete backup of this app, so nothing was changed. Try an earlier backup."
        )


class BackupTooNewError(AuditError):
    """A backup was made by a later version of this app."""

    def __init__(self, backup: object) -> None:
        super().__init__(f"{backup} was made by a newer version of this app; please update the app, then restore it.")


class OutExistsError(AuditError):
    """Something was to be written over a file that is there."""

    def __init__(self, out: object) -> None:
        super().__init__(f"{out} is there already and was left as it is. Choose another name, or add --replace.")


class RestoreFailedError(AuditError):
    """What was restored does not read as it was backed up."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"What was put at {path} differs from the backup it came from, so the disk may be failing. What was "
            "there before stands beside it under the name before-restore; try again on another disk."
        )


class BatchGoneError(AuditError):
    """An import is not there to be taken back."""

    def __init__(self, batch_id: object) -> None:
        super().__init__(f"There is no import {batch_id} to take back; it may have been undone before.")


class ChangedAgainError(AuditError):
    """An import cannot be taken back while a later one stands on what it changed."""

    def __init__(self, file_name: str) -> None:
        super().__init__(
            f"The import of {file_name} came later and changed some of the same rows once more. "
            "Take that one back first, then this one."
        )


class HostOpenToOthersError(AuditError):
    """The app was to listen where other machines can reach it, without anyone signing in."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} can be reached from other machines and no sign-in is configured, so the app does not start "
            "there. Leave out --host to use it on this machine."
        )


class HostNameError(AuditError):
    """A name the app is to answer to is none."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name!r} is not a name the app can answer to; write it like audit.example.org, without http:// before it "
            "and without anything behind the name and its port."
        )


class PortTakenError(AuditError):
    """Another program listens where the app wants to."""

    def __init__(self, host: str, port: int, option: str = "--port") -> None:
        super().__init__(
            f"Nothing can listen at {host}:{port}: another program does already, or this machine has no such address. "
            f"Stop that program, or choose another with {option}."
        )


class CertificateUnusableError(AuditError):
    """The files of a certificate cannot be used to listen with TLS."""

    def __init__(self, cert: str, key: str, reason: str) -> None:
        super().__init__(
            f"No server can be started with the certificate {cert!r} and the key {key!r}: {reason}. Name two PEM files "
            "that can be read and belong together, the key without a passphrase, with --tls-cert and --tls-key, or "
            "leave out both."
        )


class ToolsMissingError(AuditError):
    """A command needs what is installed for development only."""

    def __init__(self, name: str) -> None:
        super().__init__(f"This needs {name}, which is there for development only; install it with: make test.")


class SettingError(AuditError):
    """A setting says what cannot be followed."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name} says {value!r}; write {expected}.")


class BackupRefusedError(AuditError):
    """The running app could not make the backup it was asked for."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"The running app was asked for a backup and made none. It says: {sentence}")
