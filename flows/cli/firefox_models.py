"""Firefox Translations' public list of models and how one is fetched from it.

The list is Firefox's Remote Settings collection; fxtranslate knows its address, parses it and checks the files. A server of one's own
can stand in: `FXTRANSLATE_RECORDS_URL` names its list, the files are then taken from the same server.
"""

import os
import re
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from flows.cli import model_index
from translate.errors import ModelError

ATTACHMENTS: Final = "https://firefox-settings-attachments.cdn.mozilla.net/"
RECORDS: Final = "FXTRANSLATE_RECORDS_URL"
ARCHITECTURES: Final = ("base", "base-memory", "tiny")
"""From the largest, which translates best, to the smallest."""

_PARTS: Final = ("model", "vocab", "srcvocab", "trgvocab", "lex")
_SAFE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")

Progress = Callable[[int, int | None], None]


def download(source: str, target: str, folder: Path, progress: Progress) -> Path:
    """Fetch the model of a pair into a folder as Firefox lays it out, every file compared with its checksum.

    Args:
        source: code of the language translated from.
        target: code of the language translated to.
        folder: an existing folder.
        progress: called with bytes so far and the total if known.

    Returns:
        The folder of the model.

    Raises:
        ModelError: fxtranslate is not installed, no such pair, not reachable, or a file that is not what its checksum says.
    """
    discovery = _discovery()
    address = discovery.records_url()
    body = model_index.fetch_text(address)
    try:
        pairs = discovery.model_pairs(body)
        records = discovery.parse_records(body)
    except ValueError as error:
        raise ModelError(f"{address}: not a list of Firefox models ({error})") from error
    if (source, target) not in pairs:
        into = ", ".join(sorted(a for a, b in pairs if b == target)) or "none"
        raise ModelError(f"Firefox has no model {source}-{target}; into {target} it has: {into}")
    chosen = _choose([r for r in records if (r["sourceLanguage"], r["targetLanguage"]) == (source, target)])
    if chosen is None:
        raise ModelError(f"{address}: no model {source}-{target} with all its files")
    place = folder / f"firefox-{source}-{target}"
    place.mkdir()
    base = urllib.parse.urljoin(address, "/") if os.environ.get(RECORDS) else ATTACHMENTS
    for record in chosen:
        _fetch(discovery, record, base, place, progress)
    return place


def _discovery() -> Any:
    try:
        from fxtranslate import discovery
    except ImportError as error:
        raise ModelError("Firefox models need fxtranslate: `pip install 'tolmach[firefox]'`") from error
    return discovery


def _choose(records: list[dict[str, str | None]]) -> list[dict[str, str | None]] | None:
    """The records of the newest and largest model that is whole."""
    groups: dict[tuple[tuple[int, ...], int], list[dict[str, str | None]]] = {}
    for record in records:
        version = tuple(map(int, re.findall(r"\d+", record["version"] or "")))
        architecture = record["architecture"] or ""
        rank = -ARCHITECTURES.index(architecture) if architecture in ARCHITECTURES else -len(ARCHITECTURES)
        groups.setdefault((version, rank), []).append(record)
    for _, group in sorted(groups.items(), key=lambda item: item[0], reverse=True):
        kinds = {record["fileType"] for record in group}
        if "model" in kinds and ("vocab" in kinds or {"srcvocab", "trgvocab"} <= kinds):
            return [record for record in group if record["fileType"] in _PARTS]
    return None


def _fetch(discovery: Any, record: dict[str, str | None], base: str, folder: Path, progress: Progress) -> None:
    name, location, digest = (record[key] or "" for key in ("name", "location", "decompressedHash"))
    name = name.removesuffix(".zst")
    if not _SAFE.match(name) or not location:
        raise ModelError(f"the list of Firefox models names a file {name!r}, refused")
    if not re.fullmatch(r"[0-9a-fA-F]{64}", digest):
        raise ModelError(f"{name}: the list has no checksum for it, refused")
    packed = folder / f".{name}.zst"
    model_index.fetch_file(urllib.parse.urljoin(base, location), packed, progress)
    try:
        (folder / name).write_bytes(discovery.verify_and_decompress(packed.read_bytes(), digest.lower()))
    except ValueError as error:
        raise ModelError(f"{name}: damaged or exchanged ({error}): try again") from error
    finally:
        packed.unlink(missing_ok=True)
