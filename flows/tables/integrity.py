"""Parts are named after their content, and a manifest lists them: no name ever means two things, and damage is noticed.

A reader that goes through `output/latest` while a run publishes either finds the part it has seen before or no file at all,
never another part of the same name: `<batch>~<digest>.parquet` is written once and holds the same bytes for ever.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

MANIFEST: Final = "manifest.json"
EMPTY: Final = "empty"
"""Name of the part of a table without rows."""
_MARK: Final = "~"
_CHUNK: Final = 1 << 20


def batch_of(part: Path) -> str:
    """Return the name a part was written under, without the digest of its content; parts of one batch share it."""
    return part.stem.partition(_MARK)[0]


def is_sealed(part: Path) -> bool:
    """Whether a part has the name of its content: a run has published it."""
    return _MARK in part.stem


def seal(part: Path) -> Path:
    """Rename a part after its content, unless it has its name already, and return the path."""
    if is_sealed(part):
        return part
    return part.rename(part.with_name(f"{part.stem}{_MARK}{_digest(part)}.parquet"))


def write_manifest(folder: Path, tables: list[str]) -> None:
    """List the parts of every table with their sizes in bytes; written last, so that a folder without it is half a snapshot."""
    listed = {table: {p.name: p.stat().st_size for p in sorted((folder / table).glob("*.parquet"))} for table in tables}
    (folder / MANIFEST).write_text(json.dumps(listed, indent=0), encoding="utf-8")


def problems(folder: Path, *, thorough: bool = False) -> Iterator[str]:
    """Yield what is wrong with a snapshot: parts that are missing, cut, or not what their name says.

    Args:
        folder: of the snapshot.
        thorough: read every byte; otherwise names and sizes are looked at only.
    """
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        rows = [(table, name, int(size)) for table, parts in listed.items() for name, size in parts.items()]
    except FileNotFoundError:
        yield f"{MANIFEST} is missing: it was published by an older version, or is half a snapshot"
        return
    except (OSError, ValueError, AttributeError, TypeError) as error:
        yield f"{MANIFEST} cannot be read ({type(error).__name__})"
        return
    for table, name, size in rows:
        part = folder / table / name
        try:
            found = part.stat().st_size
            if found != size:
                yield f"{table}/{name} has {found:,} bytes instead of {size:,}"
            elif thorough and _digest(part) != part.stem.partition(_MARK)[2]:
                yield f"{table}/{name} has other content than it was published with"
        except OSError as error:
            yield f"{table}/{name}: {error.strerror or error}"


def damage_of(folder: Path) -> str:
    """Return the first problem of a snapshot at a glance; "" for none, or for one that an older version wrote without a manifest."""
    found = next(problems(folder), "")
    return "" if found.startswith(f"{MANIFEST} is missing") else found


def _digest(part: Path) -> str:
    total = hashlib.blake2b(digest_size=8)
    with part.open("rb") as file:
        while chunk := file.read(_CHUNK):
            total.update(chunk)
    return total.hexdigest()
