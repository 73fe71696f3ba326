"""Load something once per process, whichever thread asks first."""

import functools
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def once(load: Callable[[], T]) -> Callable[[], T]:
    """Keep what `load` returns; threads that ask meanwhile wait for it. An error is not kept: the next call tries again."""
    lock = threading.RLock()
    kept: list[T] = []

    @functools.wraps(load)
    def loaded() -> T:
        if not kept:
            with lock:
                if not kept:
                    kept.append(load())
        return kept[0]

    return loaded
