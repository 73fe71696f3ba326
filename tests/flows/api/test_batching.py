"""Requests that come while the engine works are done together."""

import asyncio
import threading
from dataclasses import dataclass

import pytest

from flows.api.batching import Batcher
from flows.api.errors import ApiError


@dataclass(frozen=True)
class Job:
    name: str
    cost: int = 1


class Engine:
    """Waits at its first batch until it is let go; fails at jobs called `bad`."""

    def __init__(self):
        self.batches = []
        self.began, self.go = threading.Event(), threading.Event()

    def __call__(self, jobs):
        self.batches.append([job.name for job in jobs])
        self.began.set()
        assert self.go.wait(10)
        if any(job.name == "bad" for job in jobs):
            raise ValueError("bad")
        return [job.name.upper() for job in jobs]


def run(scenario, batch=100, waiting=100):
    engine = Engine()

    async def main():
        batcher = Batcher(engine, batch, waiting)
        await batcher.start()
        try:
            await asyncio.wait_for(scenario(batcher, engine), 20)
        finally:
            engine.go.set()
            await batcher.stop()

    asyncio.run(main())
    return engine.batches


async def first_is_under_way(batcher, engine):
    first = batcher.submit(Job("first"))
    await asyncio.to_thread(engine.began.wait, 10)
    return first


def test_what_waits_is_done_together():
    async def scenario(batcher, engine):
        futures = [await first_is_under_way(batcher, engine)]
        futures += [batcher.submit(Job(name)) for name in "abc"]
        engine.go.set()
        assert await asyncio.gather(*futures) == ["FIRST", "A", "B", "C"]

    assert run(scenario) == [["first"], ["a", "b", "c"]]


def test_a_batch_has_an_end():
    async def scenario(batcher, engine):
        futures = [await first_is_under_way(batcher, engine)]
        futures += [batcher.submit(Job(name, cost)) for name, cost in [("a", 60), ("b", 60), ("huge", 200), ("c", 1)]]
        engine.go.set()
        await asyncio.gather(*futures)

    assert run(scenario, waiting=1_000) == [["first"], ["a"], ["b"], ["huge"], ["c"]]


def test_a_bad_one_costs_no_other_its_answer():
    async def scenario(batcher, engine):
        futures = [await first_is_under_way(batcher, engine)]
        futures += [batcher.submit(Job(name)) for name in ("a", "bad", "b")]
        engine.go.set()
        found = await asyncio.gather(*futures, return_exceptions=True)
        assert found[1] == "A"
        assert isinstance(found[2], ValueError)
        assert found[3] == "B"

    run(scenario)


def test_who_has_gone_is_passed_over():
    async def scenario(batcher, engine):
        first = await first_is_under_way(batcher, engine)
        gone, stays = batcher.submit(Job("gone")), batcher.submit(Job("stays"))
        gone.cancel()
        engine.go.set()
        await asyncio.gather(first, stays)

    assert run(scenario) == [["first"], ["stays"]]


def test_too_much_is_refused():
    async def scenario(batcher, engine):
        await first_is_under_way(batcher, engine)
        batcher.submit(Job("a", 9))
        with pytest.raises(ApiError) as refused:
            batcher.submit(Job("b", 2))
        assert (refused.value.status, refused.value.retry_after) == (429, 10)
        engine.go.set()

    run(scenario, waiting=10)
