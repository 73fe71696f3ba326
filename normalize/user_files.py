"""Files that people write (overrides, glossaries, settings) or get from elsewhere (model packages), read without trusting them."""

import json
import stat
import unicodedata
from pathlib import Path
from typing import Any

MAX_BYTES = 200_000_000
"""Larger files are refused: the largest glossaries have a hundredth of that."""
_JOINERS = "\u200c\u200d"  # letters of Persian and Indic names


def read_given(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        OSError: it cannot be read, is no regular file (a pipe would be waited for, for ever), or is larger than 200 MB.
    """
    info = path.stat()
    if not stat.S_ISREG(info.st_mode):
        kind = "a folder" if stat.S_ISDIR(info.st_mode) else "a pipe or device"
        raise OSError(None, f"it is {kind}, not a file", str(path))
    if info.st_size > MAX_BYTES:
        raise OSError(None, f"it has more than {MAX_BYTES // 1_000_000} MB", str(path))
    return path.read_bytes()


def parse_json(content: str | bytes) -> Any:
    """Return the value of a JSON text.

    Raises:
        ValueError: it is none, or is nested too deeply.
    """
    try:
        return json.loads(content)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def odd_character(text: str) -> str:
    """Name the first character that nobody sees and no name has: a control, a mark of direction, half a surrogate pair; "" if none."""
    if text.isascii() and text.isprintable():
        return ""
    odd = next((c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c not in _JOINERS), "")
    return f"U+{ord(odd):04X}" if odd else ""
