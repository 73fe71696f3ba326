"""Progress of a run: counters that any thread may raise, and a live display when a terminal is attached."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text


class Cancelled(BaseException):
    """The run was interrupted; raised inside workers so that they stop at the next slice."""


@dataclass
class Counters:
    """What has been done so far; thread-safe. `cancel()` makes workers stop at their next step."""

    documents_read: int = 0
    documents: int = 0
    spans: int = 0
    words: int = 0
    rejects: int = 0
    reading: bool = True
    started: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def add(self, **amounts: int) -> None:
        """Raise counters by name.

        Raises:
            Cancelled: the run was interrupted.
        """
        if self._cancelled.is_set():
            raise Cancelled
        with self._lock:
            for name, amount in amounts.items():
                setattr(self, name, getattr(self, name) + amount)

    def cancel(self) -> None:
        """Make every later `add` raise."""
        self._cancelled.set()

    @property
    def words_per_second(self) -> float:
        """Translated source words per second since the start."""
        return self.words / max(time.monotonic() - self.started, 1e-9)


# The run of this process. Worker threads reach it here; workers in other processes count into their own, unseen.
current = Counters()


def reset() -> Counters:
    """Start counting anew and return the counters."""
    global current  # noqa: PLW0603 - one run per process at a time; see `current`
    current = Counters()
    return current


@contextmanager
def of_one_run() -> Iterator[None]:
    """Count the block as one run: the next one starts with fresh counters, however this one ends."""
    try:
        yield
    finally:
        reset()


class _Speed(ProgressColumn):
    def __init__(self, counters: Counters) -> None:
        super().__init__()
        self.counters = counters

    def render(self, task: Task) -> Text:  # noqa: ARG002 - rich's signature
        c = self.counters
        parts = [f"{c.spans:,} spans", f"{c.words_per_second:,.0f} words/s"]
        left = c.documents_read - c.documents
        elapsed = time.monotonic() - c.started
        if c.documents and left > 0 and not c.reading:
            seconds = elapsed / c.documents * left
            parts.append(f"ETA {int(seconds // 60)}:{int(seconds % 60):02d}")
        if c.rejects:
            parts.append(f"{c.rejects} rejected")
        return Text(" · ".join(parts))


@contextmanager
def display(counters: Counters, console: Console, *, visible: bool) -> Iterator[None]:
    """Show the counters on the terminal while the block runs; nothing when not visible."""
    if not visible:
        yield
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:,.0f}/{task.total:,.0f} documents"),
        BarColumn(bar_width=20),
        _Speed(counters),
        TimeElapsedColumn(),
    )
    stop = threading.Event()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("documents", total=0)

        def follow() -> None:
            while not stop.wait(0.2):
                progress.update(task, completed=counters.documents, total=max(counters.documents_read, 1))

        thread = threading.Thread(target=follow, daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()
