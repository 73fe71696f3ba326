"""The endpoint: paths, limits, keys and errors, around a batcher."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flows.api.batching import Batcher
from flows.api.bodies import Fields, read_fields
from flows.api.errors import ApiError
from flows.api.jobs import Job, detect_job, explain_job, names_job, translate_job
from flows.api.keys import is_known
from flows.api.limits import Limits, RateLimiter
from flows.api.work import Answer, Worker, failed
from flows.run.models import TARGET
from normalize.resources import once, read_rows

log = logging.getLogger(__name__)

_BATCH: Final = 8_000
"""Characters that go to the engine in one call: about the size from which larger ones are hardly faster, some seconds of work."""

_LATE: Final = ApiError(503, "the time for a request is over; send less at once, or try later", 30)
_SLOW: Final = ApiError(408, "the request did not arrive in time")

MakeJob = Callable[[Fields], Job]


def make_app(worker: Worker, limits: Limits, keys: Sequence[bytes] = (), origins: Sequence[str] = ()) -> Starlette:
    """Return the ASGI application.

    Args:
        worker: does what is asked.
        limits: how much and how often may be asked.
        keys: API keys that are accepted; none lets everybody in.
        origins: web sites whose scripts may ask (CORS); `*` for all.
    """
    service = _Service(worker, limits, keys)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await service.batcher.start()
        yield
        await service.batcher.stop()

    middleware = []
    if origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(origins),
                allow_methods=["GET", "POST"],
                allow_headers=["Authorization", "Content-Type"],
            )
        )
    return Starlette(
        routes=service.routes(),
        middleware=middleware,
        lifespan=lifespan,
        exception_handlers={HTTPException: _http_error, Exception: _fault},
    )


class _Service:
    """What the paths share."""

    def __init__(self, worker: Worker, limits: Limits, keys: Sequence[bytes]) -> None:
        self._worker = worker
        self._limits = limits
        self._keys = keys
        self._rate = RateLimiter(limits.per_minute)
        self.batcher: Batcher[Job, Answer] = Batcher(worker.do, _BATCH, limits.waiting)

    def routes(self) -> list[Route]:
        """Return the paths."""
        limits, sources = self._limits, self._worker.languages
        jobs: dict[str, MakeJob] = {
            "/translate": lambda fields: translate_job(fields, limits, sources, TARGET),
            "/detect": lambda fields: detect_job(fields, limits),
            "/names": lambda fields: names_job(fields, limits),
            "/explain": lambda fields: explain_job(fields, limits),
        }
        plain: dict[str, Any] = {
            "/languages": self._languages(),
            "/health": {"status": "ok"},
            "/frontend/settings": self._settings(),
        }
        return [
            *(Route(path, self._asks(make), methods=["POST"]) for path, make in jobs.items()),
            *(Route(path, _says(value), methods=["GET"]) for path, value in plain.items()),
            Route("/translate_file", _refuses("Files are not translated here: use `tolmach run`"), methods=["POST"]),
            Route("/suggest", _refuses("Suggestions are disabled: use `tolmach corrections`"), methods=["POST"]),
        ]

    def _languages(self) -> list[dict[str, Any]]:
        """The languages that are translated, and the one they are translated to."""
        return [
            {"code": code, "name": language_name(code), "targets": sorted({TARGET, code})}
            for code in (*self._worker.languages, TARGET)
        ]

    def _settings(self) -> dict[str, Any]:
        source = self._worker.languages[0]
        return {
            "charLimit": self._limits.characters,
            "frontendTimeout": 500,
            "apiKeys": bool(self._keys),
            "keyRequired": bool(self._keys),
            "suggestions": False,
            "filesTranslation": False,
            "supportedFilesFormat": [],
            "language": {
                "source": {"code": source, "name": language_name(source)},
                "target": {"code": TARGET, "name": language_name(TARGET)},
            },
        }

    def _asks(self, make: MakeJob) -> Callable[[Request], Awaitable[Response]]:
        """Return the way of a request through key, limits and batcher."""

        async def handle(request: Request) -> Response:
            began = time.monotonic()
            job: Job | None = None
            response: Response
            try:
                async with asyncio.timeout(self._limits.seconds):
                    self._rate.check(request.client.host if request.client else "")
                    fields = await self._fields(request)
                    self._check_key(request, fields)
                    job = make(fields)
                    response = JSONResponse(await self._answer(request, job))
            except TimeoutError:
                response = _error(_LATE if job else _SLOW)
            except ApiError as error:
                response = _error(error)
            except ClientDisconnect:
                response = Response(status_code=499)  # nobody reads it
            except Exception as error:  # noqa: BLE001 - the last resort: a client gets JSON, the log the traceback
                response = _error(failed(error))
            cost = job.cost if job else 0
            log.info(
                "%s %d %d characters %.0f ms",
                request.url.path,
                response.status_code,
                cost,
                1000 * (time.monotonic() - began),
            )
            return response

        return handle

    async def _fields(self, request: Request) -> Fields:
        """Read the body, no more of it than is allowed.

        Raises:
            ApiError: 413, it is too large; 400, 415, see `read_fields`.
        """
        most = self._limits.body_bytes
        too_large = ApiError(413, f"the request has more than {most} bytes")
        said = request.headers.get("content-length", "")
        if said.isascii() and said.isdigit() and (len(said) > 15 or int(said) > most):
            raise too_large
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > most:
                raise too_large
        kind = request.headers.get("content-type", "")
        if not body and not kind:
            return {}
        return read_fields(kind, bytes(body))

    def _check_key(self, request: Request, fields: Fields) -> None:
        """Hold the key that a request names, as LibreTranslate's field `api_key` or as a bearer, against those accepted.

        Raises:
            ApiError: 403, it is none of them, or missing.
        """
        if not self._keys:
            return
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        given = bearer.strip() if scheme.casefold() == "bearer" else fields.get("api_key")
        if not given:
            raise ApiError(403, "Please contact the server operator to get an API key")
        if not isinstance(given, str) or not is_known(given, self._keys):
            raise ApiError(403, "Invalid API key")

    async def _answer(self, request: Request, job: Job) -> Answer:
        """Wait for the answer; a client that goes away takes its job back."""
        future = self.batcher.submit(job)
        gone = asyncio.ensure_future(_disconnected(request))
        try:
            await asyncio.wait({future, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not future.done():
                raise ClientDisconnect
            return future.result()
        finally:
            gone.cancel()
            future.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _says(value: Any) -> Callable[[Request], Awaitable[Response]]:
    async def handle(_request: Request) -> Response:
        return JSONResponse(value)

    return handle


def _refuses(message: str) -> Callable[[Request], Awaitable[Response]]:
    async def handle(_request: Request) -> Response:
        return _error(ApiError(403, message))

    return handle


def _error(error: ApiError) -> Response:
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after else None
    return JSONResponse({"error": error.message}, error.status, headers)


async def _http_error(_request: Request, error: Exception) -> Response:
    """No such path, or another method."""
    assert isinstance(error, HTTPException)
    words = {404: "no such path: see docs/api.md for those there are", 405: "this path wants the other method"}
    return JSONResponse({"error": words.get(error.status_code, error.detail)}, error.status_code, error.headers)


async def _fault(_request: Request, error: Exception) -> Response:
    return _error(failed(error))


def language_name(code: str) -> str:
    """Return the English name of a language; its code where none is known."""
    return _language_names().get(code, code)


@once
def _language_names() -> dict[str, str]:
    return dict(read_rows("flows.api", "languages.tsv", columns=2, required=2))
