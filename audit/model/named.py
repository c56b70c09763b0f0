"""What a programme names freely and may rename, merge and retire: places, and groups of customers."""

from enum import StrEnum


class Named(StrEnum):
    """A kind of thing with names of its own."""

    PLACE = "place"
    CUSTOMER_GROUP = "customer_group"

    @property
    def called(self) -> str:
        """The word for one of them in a sentence."""
        return self.value.replace("_", " ")
