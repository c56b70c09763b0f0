"""Memory that nobody uses any more, handed back to the machine."""

import ctypes
import gc
from contextlib import suppress

import pyarrow as pa


def give_back() -> None:
    """Collect what is garbage, and return to the machine what the allocators hold for later.

    After a large upload they would hold hundreds of megabytes for good. Where the C library offers no way (it is glibc
    that does), what it holds stays with the process.
    """
    gc.collect()  # first: what is garbage still counts as used by the allocators
    pa.default_memory_pool().release_unused()
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
