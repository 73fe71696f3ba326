"""The endpoint on a socket, from start to a stop that lets running requests finish."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.applications import Starlette

from flows.errors import ConfigError

_BACKLOG: Final = 512  # connections that wait to be accepted
_KEEP_ALIVE: Final = 30  # seconds that an idle connection is kept


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes a free one.

    Raises:
        ConfigError: the address is not of this machine, or the port is taken or forbidden.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        return socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(f"cannot listen on {host}:{port} ({reason}): choose another with --host or --port") from error


class _Server(uvicorn.Server):
    """Stops at SIGTERM or Ctrl-C after the running requests; a second Ctrl-C does not wait for them."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept requests, and say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle the signals while it runs; unlike uvicorn's, they are not raised again: to be stopped is no failure."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def serve(app: Starlette, on: socket.socket, longest: float, ready: Callable[[], None]) -> None:
    """Serve until stopped; wants the main thread.

    Args:
        app: what answers.
        on: a listening socket.
        longest: seconds that a request may take, which a stop waits for at most.
        ready: called once requests are accepted.
    """
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)  # it warns of every request that is no HTTP
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,  # it would hold what a query says
        proxy_headers=False,  # a client must not choose the address it is limited by
        server_header=False,
        ws="none",
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=int(longest) + 5,
    )
    asyncio.run(_Server(config, ready).serve(sockets=[on]))
