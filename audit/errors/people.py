"""What stands in the way of people and their phones."""

from audit.errors.asking import AuditError


class PersonExistsError(AuditError):
    """Somebody is to be added who is there already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is in the list already. Invite them there, or write another name or role.")


class NameTakenError(AuditError):
    """Somebody is to be called as somebody else who has observed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Observations of somebody else stand under {name!r} already. Write another name or role.")


class InvitationOverError(AuditError):
    """An invitation was used before, is too old, or never was one."""

    def __init__(self) -> None:
        super().__init__(
            "This invitation does not work: each works once, for 15 minutes, and a newer one for the same person "
            "takes its place. Ask whoever sent it for a new one."
        )


class DeviceUnknownError(AuditError):
    """A phone wants to walk that no invitation made anybody's."""

    def __init__(self) -> None:
        super().__init__(
            "This phone has no invitation here. Ask your steward for one and open it on this phone: its code or link "
            "makes the phone yours."
        )


class DeviceTakenBackError(AuditError):
    """A phone wants to walk that a steward took back."""

    def __init__(self) -> None:
        super().__init__(
            "This phone was taken back, so it can send nothing. Ask your steward for a new invitation and open it on "
            "this phone: it then goes on where it was."
        )


class ForeignFormError(AuditError):
    """A page of another site tries to answer an invitation."""

    def __init__(self) -> None:
        super().__init__("This was not sent from the invitation itself. Open the invitation again and tap its button.")
