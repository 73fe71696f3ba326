"""The steps of a run wired together, whoever takes them; `run_direct` takes them here, in threads, without Prefect."""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Protocol

from flows.config import RunConfig
from flows.run import progress
from flows.run.batches import BatchResult, process_batch
from flows.run.entities import link_names
from flows.run.publishing import publish
from flows.run.reading import read_batches
from flows.run.state import Run, RunSummary, open_run
from flows.secrets import redact
from flows.tables.snapshots import Output

log = logging.getLogger(__name__)


class Pending(Protocol):
    """A batch at work somewhere."""

    def result(self) -> Any:
        """Wait for it."""


Submit = Callable[..., Pending]  # with the parameters of `process_batch`, by name
Say = Callable[[str], None]


def run_direct(
    sources: Sequence[str],
    output: str,
    config: RunConfig,
    wait_seconds: float = -1,
) -> RunSummary:
    """Run the same steps without Prefect, for the smallest latency."""
    with progress.of_one_run(), _threads(config.workers) as submit:
        return run_steps(sources, output, config, wait_seconds, submit, link_names, publish, log.debug)


def run_steps(
    sources: Sequence[str],
    output: str,
    config: RunConfig,
    wait_seconds: float,
    submit: Submit,
    link: Callable[[Run], None],
    finish: Callable[[Run], RunSummary],
    say: Say,
) -> RunSummary:
    """Take the steps of a run in order.

    Args:
        sources: what to read.
        output: the output folder.
        config: settings.
        wait_seconds: how long to wait for another run on the folder; -1 for ever.
        submit: puts a batch to work.
        link: resolves the names.
        finish: publishes.
        say: takes a line about each step.
    """
    folder = Output(output)
    with open_run(folder, config, wait_seconds) as run:
        say(f"run {run.run_id} reads {len(sources)} sources into {redact(output)}")
        pending: deque[Pending] = deque()
        try:
            for name in read_batches(run, sources):
                parameters = {"memory": folder.memory_path, "corrections": folder.corrections_path}
                pending.append(submit(name=name, staging=run.staging, config=run.config, **parameters))
                while len(pending) > config.workers:  # read no further ahead than the workers can follow
                    _collect(pending.popleft(), run, say)
            while pending:
                _collect(pending.popleft(), run, say)
        except BaseException:
            progress.current.cancel()
            raise
        link(run)
        return finish(run)


def _collect(pending: Pending, run: Run, say: Say) -> None:
    result: BatchResult = pending.result()
    run.batches.append(result)
    say(f"batch {result.name}: {result.counts['documents']:,} documents, {result.counts['spans']:,} spans")


@contextmanager
def _threads(workers: int) -> Iterator[Submit]:
    pool = ThreadPoolExecutor(workers, thread_name_prefix="batch")
    try:
        yield lambda **parameters: pool.submit(process_batch, **parameters)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
