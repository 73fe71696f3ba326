"""One loaded engine for all tests of the endpoint."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from starlette.testclient import TestClient

from flows.api.app import make_app
from flows.api.limits import Limits
from flows.api.work import Worker
from flows.config import RunConfig


@pytest.fixture(scope="session")
def worker() -> Worker:
    return Worker(RunConfig().with_changes({"beam": 1}, "test"))


DEFAULTS = Limits()
Clients = Callable[..., TestClient]


@pytest.fixture
def clients(worker: Worker) -> Iterator[Clients]:
    """Make a client of an application of its own: `clients(limits, keys, origins)`."""
    with ExitStack() as stack:

        def make(
            limits: Limits = DEFAULTS, keys: tuple[bytes, ...] = (), origins: tuple[str, ...] = (), by=worker
        ) -> TestClient:
            return stack.enter_context(TestClient(make_app(by, limits, keys, origins), raise_server_exceptions=False))

        yield make


@pytest.fixture
def client(clients: Clients) -> TestClient:
    return clients()
