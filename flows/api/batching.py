"""One engine for many clients: while it works, requests gather; then all of them go to it in one call."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, Protocol, TypeVar

from flows.api.errors import ApiError

log = logging.getLogger(__name__)


class Costs(Protocol):
    """What can wait: it says how much it is."""

    @property
    def cost(self) -> int:
        """Characters to be read."""
        ...


J = TypeVar("J", bound=Costs)
R = TypeVar("R")


class Batcher(Generic[J, R]):
    """Does jobs in batches, one batch at a time, in a thread of its own.

    A job that comes while the engine is idle is done at once; those that come while it works are done together next. A batch
    that fails is done again job by job, so that a bad one costs no other its answer.

    Args:
        work: does several jobs; results in their order. Called in one thread only.
        batch: cost of a batch at most, unless one job has more.
        waiting: cost of all that may wait; what would be more is refused.
    """

    def __init__(self, work: Callable[[Sequence[J]], Sequence[R]], batch: int, waiting: int) -> None:
        self._work = work
        self._batch = batch
        self._limit = waiting
        self._waiting: deque[tuple[J, asyncio.Future[R]]] = deque()
        self._cost = 0
        self._arrived = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="engine")
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to work; wants a running event loop."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End after the batch that is under way."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await asyncio.to_thread(self._thread.shutdown)

    def submit(self, job: J) -> "asyncio.Future[R]":
        """Let a job wait for its turn; a cancelled one is passed over.

        Raises:
            ApiError: 429, too much is waiting.
        """
        if self._cost + job.cost > self._limit:
            raise ApiError(429, "Slowdown: too many requests are waiting; try again later", 10)
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((job, future))
        self._cost += job.cost
        self._arrived.set()
        return future

    async def _run(self) -> None:
        while True:
            await self._arrived.wait()
            if batch := self._next():
                await self._do(batch)

    def _next(self) -> list[tuple[J, "asyncio.Future[R]"]]:
        """The jobs that have waited longest, as many as make a batch."""
        batch: list[tuple[J, asyncio.Future[R]]] = []
        cost = 0
        while self._waiting and (not batch or cost + self._waiting[0][0].cost <= self._batch):
            job, future = self._waiting.popleft()
            self._cost -= job.cost
            if not future.done():
                batch.append((job, future))
                cost += job.cost
        if not self._waiting:
            self._arrived.clear()
        return batch

    async def _do(self, batch: Sequence[tuple[J, "asyncio.Future[R]"]]) -> None:
        loop = asyncio.get_running_loop()
        try:
            results = await loop.run_in_executor(self._thread, self._work, [job for job, _ in batch])
        except Exception as error:  # noqa: BLE001 - it becomes the answer to the one request that is to blame
            if len(batch) > 1:
                log.warning("a batch of %d requests failed (%s), trying them one by one", len(batch), error)
                for one in batch:
                    await self._do([one])
                return
            if not batch[0][1].done():
                batch[0][1].set_exception(error)
            return
        for (_, future), result in zip(batch, results, strict=True):
            if not future.done():
                future.set_result(result)
