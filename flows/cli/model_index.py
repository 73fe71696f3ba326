"""Argos' public list of packages and how one is fetched from it: the only place that uses the network for models."""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

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
    with _open(address) as response:
        raw = _read(response, address)
    try:
        entries = [_entry(item) for item in json.loads(raw)]
    except (ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{address}: not an Argos package index ({error})") from error
    return [entry for entry in entries if entry is not None]


def fetch_text(address: str) -> str:
    """Fetch a list of models.

    Raises:
        ModelError: it cannot be reached, or is too large or not UTF-8.
    """
    with _open(address) as response:
        raw = _read(response, address)
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
    with _open(link) as response:
        total = int(response.headers.get("Content-Length") or 0) or None
        try:
            with path.open("wb") as sink:
                while (chunk := response.read(_CHUNK)) and done <= MAX_PACKAGE_BYTES:
                    done += len(chunk)
                    sink.write(chunk)
                    progress(done, total)
        except (OSError, HTTPException) as error:
            raise ModelError(f"{link}: broken off after {done:,} bytes ({error})") from error
    if done > MAX_PACKAGE_BYTES:
        raise ModelError(f"{link}: more than {MAX_PACKAGE_BYTES:,} bytes, refused")
    if total is not None and done != total:
        raise ModelError(f"{link}: ended after {done:,} of {total:,} bytes")


def _open(address: str) -> HTTPResponse:
    if urllib.parse.urlsplit(address).scheme not in {"http", "https"}:
        raise ModelError(f"{address}: not an http or https address")
    try:
        response: HTTPResponse = urllib.request.urlopen(address, timeout=TIMEOUT_SECONDS)  # noqa: S310 - checked above
    except urllib.error.HTTPError as error:
        raise ModelError(f"{address}: the server answers {error.code} {error.reason}") from error
    except (OSError, ValueError, HTTPException) as error:
        raise ModelError(f"{address}: not reachable ({getattr(error, 'reason', error)}); {_WAY_OUT}") from error
    return response


def _read(response: HTTPResponse, address: str) -> bytes:
    try:
        raw = response.read(MAX_INDEX_BYTES + 1)
    except (OSError, HTTPException) as error:
        raise ModelError(f"{address}: broken off ({error}): try again") from error
    if len(raw) > MAX_INDEX_BYTES:
        raise ModelError(f"{address}: more than {MAX_INDEX_BYTES:,} bytes, not a package index")
    return raw


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
