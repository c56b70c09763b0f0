"""What can go wrong with a photo: too large, too many, none at all, or costlier to open than any real one."""

from audit.errors.asking import AuditError
from audit.errors.running import StoreError


class PhotoUnreadableError(AuditError):
    """A file is no photo of a kind that is taken, or a damaged one."""

    def __init__(self, kinds: str) -> None:
        super().__init__(f"This photo cannot be read here: it is damaged, or not {kinds}. Take it again.")


class PhotoTooLargeError(AuditError):
    """A photo has more bytes or more pixels than are taken."""

    def __init__(self) -> None:
        super().__init__(
            "This photo is too large. The walk makes photos small by itself: load the page again, then take it again."
        )


class TooManyPhotosError(AuditError):
    """An entry has as many photos as it can have."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"There are {most} photos of this moment already, so this one was not added. Take one away first."
        )


class PhotosBusyError(StoreError):
    """More photos are half here than are taken at a time."""

    def __init__(self) -> None:
        super().__init__(
            "Many photos are arriving at the moment. This one stays on your phone and is sent again by itself."
        )
