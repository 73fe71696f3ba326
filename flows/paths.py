"""Paths: what a user writes for one (itself, one from the home folder, a `file://` URL), and files that are there whole or not at all."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import unquote

_FILE_URL: Final = re.compile(r"(?:file|local)://(?:localhost(?=/))?|file:(?=/)", re.IGNORECASE)


def plain_path(source: str) -> str:
    """Return the path that a `file://` URL or a path with `~` stands for; other sources as they are."""
    if found := _FILE_URL.match(source):
        rest = source[found.end() :]
        return rest if os.path.lexists(rest) else unquote(rest, errors="surrogateescape")
    return str(Path(source).expanduser()) if source.startswith("~") else source


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a file to write beside the one that it replaces when all went well; two processes have two.

    Raises:
        OSError: the disk refused; `path` is as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
