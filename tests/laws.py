"""How often a law is tried each time; the drills try every one on three hundred cases."""

from hypothesis import settings

costly = settings(max_examples=settings().max_examples // 3)  # where a case works out a review or all figures
