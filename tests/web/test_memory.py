"""Memory goes back to the machine, wherever the C library lets it."""

import ctypes

import pyarrow as pa
import pytest

from audit.web.memory import give_back


def test_what_arrow_no_longer_uses_is_given_back():
    before = pa.default_memory_pool().bytes_allocated()  # other tests of this process hold some
    words = pa.array(["some words"] * 100_000)
    assert pa.default_memory_pool().bytes_allocated() > before + 1_000_000
    del words
    give_back()
    assert pa.default_memory_pool().bytes_allocated() <= before


@pytest.mark.parametrize("problem", [OSError, TypeError, AttributeError])
def test_where_the_c_library_has_no_way_nothing_fails(monkeypatch, problem):
    def none(_):
        raise problem

    monkeypatch.setattr(ctypes, "CDLL", none)
    give_back()
