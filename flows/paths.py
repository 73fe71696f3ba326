"""What a user writes for a path: the path itself, one from the home folder, or a `file://` URL."""

import os
import re
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
