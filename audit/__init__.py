"""A journey audit: touchpoints experienced at first hand, measured honestly, looked at together."""
