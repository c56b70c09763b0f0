"""What the tests of the walk's routes share: an audit that is served."""

import pytest


@pytest.fixture
def store(served_desk):
    return served_desk
