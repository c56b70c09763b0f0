"""What can go wrong while an address outside is set that commitments and summaries are sent to."""

from audit.errors.asking import AuditError


class WebhookAddressError(AuditError):
    """An address is set that nothing can be sent to, or not safely."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"This address cannot be used: {why}. Copy the whole address that Teams, Slack or Jira shows; it begins "
            "with https://."
        )


class WebhookMissingError(AuditError):
    """Something is to be sent while no address is set."""

    def __init__(self) -> None:
        super().__init__("No address is set any more, so nothing was sent. Set one under Set up, Programme.")
