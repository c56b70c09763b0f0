"""A journey audit: touchpoints experienced at first hand, measured honestly, looked at together."""

__version__ = "0.11.0"
