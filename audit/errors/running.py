"""What can go wrong with the audit's file and its server."""

from audit.errors.asking import AuditError


class StoreInUseError(AuditError):
    """Another program has the store open."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The audit {path} is open in another program. Use it there (a backup can be made on the page "
            "Data in and out), or close that program and try again."
        )


class StoreDamagedError(AuditError):
    """The file cannot be read as a store."""

    def __init__(self, path: str, finding: str) -> None:
        first_line = finding.strip().splitlines()[0]
        super().__init__(
            f"The audit {path} cannot be read ({first_line}). Keep the file as it is, and bring back the last "
            "backup with: moments restore BACKUP."
        )


class StoreTooNewError(AuditError):
    """The file was written by a later version of this app."""

    def __init__(self, path: str) -> None:
        super().__init__(f"The audit {path} was written by a newer version of this app; please update the app.")


class BackupUnreadableError(AuditError):
    """A file is not a whole backup."""

    def __init__(self, backup: object) -> None:
        super().__init__(f"{backup} is not a whole backup of this app, so nothing was changed. Try an earlier backup.")


class BatchGoneError(AuditError):
    """An import is not there to be taken back."""

    def __init__(self, batch_id: object) -> None:
        super().__init__(f"There is no import {batch_id} to take back; it may have been undone before.")


class HostOpenToOthersError(AuditError):
    """The app was to listen where other machines can reach it, without anyone signing in."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} can be reached from other machines and no sign-in is configured, so the app does not start "
            "there. Leave out --host to use it on this machine."
        )


class PortTakenError(AuditError):
    """Another program listens where the app wants to."""

    def __init__(self, host: str, port: int, option: str = "--port") -> None:
        super().__init__(f"Something already listens at {host}:{port}; stop it, or choose another with {option}.")


class ToolsMissingError(AuditError):
    """A command needs what is installed for development only."""

    def __init__(self, name: str) -> None:
        super().__init__(f"This needs {name}, which is there for development only; install it with: make test.")
