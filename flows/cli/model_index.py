"""Argos' public list of packages and how one is fetched from it: the only place that uses the network for models."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from packaging.version import InvalidVersion, Version

from normalize.user_files import parse_json
from translate.errors import ModelError

TIMEOUT_SECONDS = 30
MAX_INDEX_BYTES = 20_000_000
MAX_PACKAGE_BYTES = 2_000_000_000
_CHUNK = 1 << 20

_WAY_OUT = "without network, get the .argosmodel file elsewhere and use `tolmach models install FILE`"

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A package that can be fetched.

    Attributes:
        name: e.g. "translate-ru_en".
        version: as its author wrote it.
        source: code of the language translated from.
        target: code of the language translated to.
        links: addresses of the `.argosmodel` file, tried in turn.
    """

    name: str
    version: str
    source: str
    target: str
    links: tuple[str, ...]


def fetch_index(address: str) -> list[IndexEntry]:
    """Translation packages of the index.

    Raises:
        ModelError: it cannot be reached or is not an index.
    """
    raw = _fetch(address)
    try:
        entries = [_entry(item) for item in parse_json(raw)]
    except (ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{address}: not an Argos package index ({error})") from error
    return [entry for entry in entries if entry is not None]


def fetch_text(address: str) -> str:
    """Fetch a list of models.

    Raises:
        ModelError: it cannot be reached, or is too large or not UTF-8.
    """
    raw = _fetch(address)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ModelError(f"{address}: not UTF-8, so not a list of models") from error


def newest(entries: list[IndexEntry], source: str, target: str) -> IndexEntry:
    """The newest package of a pair.

    Raises:
        ModelError: the index has none.
    """
    fitting = [entry for entry in entries if (entry.source, entry.target) == (source, target)]
    if not fitting:
        into = sorted({entry.source for entry in entries if entry.target == target})
        raise ModelError(
            f"the index has no package {source}-{target}; into {target} it has: {', '.join(into) or 'none'}"
        )
    return max(fitting, key=_version)


def download(entry: IndexEntry, folder: Path, progress: Progress) -> Path:
    """Fetch a package into `folder` and return the file.

    Args:
        entry: which.
        folder: an existing folder.
        progress: called with bytes so far and the total if known.

    Raises:
        ModelError: no link gives the whole file.
    """
    path = folder / f"{entry.name}-{entry.version}.argosmodel".replace("/", "_")
    problems = []
    for link in entry.links:
        try:
            fetch_file(link, path, progress)
        except ModelError as error:
            problems.append(str(error))
        else:
            return path
    raise ModelError(
        f"cannot download {entry.name} {entry.version} ({'; '.join(problems) or 'the index gives no link'})"
    )


def fetch_file(link: str, path: Path, progress: Progress) -> None:
    """Fetch one file.

    Raises:
        ModelError: it cannot be had whole.
    """
    done = 0
    with _open(link) as response, path.open("wb") as sink:
        total = int(response.headers.get("Content-Length") or 0) or None
        for chunk in response.iter_bytes(_CHUNK):
            done += len(chunk)
            if done > MAX_PACKAGE_BYTES:
                raise ModelError(f"{link}: more than {MAX_PACKAGE_BYTES:,} bytes, refused")
            sink.write(chunk)
            progress(done, total)


def _fetch(address: str) -> bytes:
    """A list of packages as it is served.

    Raises:
        ModelError: it cannot be reached, or is too large for one.
    """
    raw = b""
    with _open(address) as response:
        for chunk in response.iter_bytes(_CHUNK):
            raw += chunk
            if len(raw) > MAX_INDEX_BYTES:
                raise ModelError(f"{address}: more than {MAX_INDEX_BYTES:,} bytes, not a package index")
    return raw


@contextmanager
def _open(address: str) -> Iterator[httpx.Response]:
    """The server's answer, its body still to be read; whatever goes wrong meanwhile is a ModelError."""
    try:
        with httpx.stream("GET", address, timeout=TIMEOUT_SECONDS, follow_redirects=True) as response:
            response.raise_for_status()
            yield response
    except httpx.HTTPStatusError as error:
        answer = error.response
        raise ModelError(f"{address}: the server answers {answer.status_code} {answer.reason_phrase}") from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
        raise ModelError(f"{address}: not an http or https address") from error
    except (httpx.RemoteProtocolError, httpx.ReadError, httpx.ReadTimeout, httpx.DecodingError) as error:
        raise ModelError(f"{address}: broken off ({error}): try again") from error
    except httpx.HTTPError as error:
        raise ModelError(f"{address}: not reachable ({error}); {_WAY_OUT}") from error


def _entry(item: dict[str, Any]) -> IndexEntry | None:
    source, target = item.get("from_code"), item.get("to_code")
    if item.get("type", "translate") != "translate" or not source or not target:
        return None
    links = tuple(str(link) for link in item.get("links", []))
    return IndexEntry(f"translate-{source}_{target}", str(item.get("package_version", "")), source, target, links)


def _version(entry: IndexEntry) -> Version:
    try:
        return Version(entry.version)
    except InvalidVersion:
        return Version("0")
