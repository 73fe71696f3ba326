"""What another process runs in the tests of the lock; it is imported there by name."""

import time
from multiprocessing.synchronize import Event

from flows.tables.snapshots import Output


def hold(path: str, seconds: float, ready: Event) -> None:
    """Hold the lock of an output folder for so many seconds."""
    with Output(path).locked():
        ready.set()
        time.sleep(seconds)
