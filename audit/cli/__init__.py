"""The `moments` command: every figure of the pages, and what a steward does, without a browser."""

from audit.cli import answering, bringing_in, field_form, journeys, keeping, preparing, proposing, serving, telling
from audit.cli.group import main

__all__ = [
    "answering",
    "bringing_in",
    "field_form",
    "journeys",
    "keeping",
    "main",
    "preparing",
    "proposing",
    "serving",
    "telling",
]
