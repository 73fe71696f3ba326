"""Glossary files: one entry a line."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from normalize.resources import data_text
from normalize.user_files import odd_character, read_given
from translate.errors import GlossaryError

MODES: Final = ("", "exact", "label", "name", "term")
WHOLE: Final = ("exact", "label")
"""The modes of entries that answer for whole texts only."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a glossary.

    Attributes:
        source: text to be replaced, as written.
        target: its translation, as written; "" keeps the source as it is.
        mode: one of `MODES`.
        by_user: from a file of the user's own.
    """

    source: str
    target: str
    mode: str = ""
    by_user: bool = False


def read_entries(path: Path) -> list[Entry]:
    """Entries of a glossary file, in order.

    Raises:
        GlossaryError: the file is missing, not UTF-8 or has a malformed line.
    """
    try:
        content = read_given(path).decode("utf-8-sig")
    except OSError as error:
        raise GlossaryError(f"glossary {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise GlossaryError(f"{path}:{line}: not UTF-8 (byte {error.start}): save it as UTF-8") from error
    return [replace(entry, by_user=True) for entry in _parse(content, str(path), may_keep=True)]


def _parse(content: str, name: str, *, may_keep: bool = False) -> Iterator[Entry]:
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if odd := odd_character(line.replace("\t", " ").rstrip("\r")):
            raise GlossaryError(f"{name}:{number}: holds the invisible character {odd}; remove it")
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) not in {2, 3} or not fields[0] or not (fields[1] or may_keep):
            raise GlossaryError(
                f"{name}:{number}: expected source TAB target [TAB mode], found {line.strip()!r}: "
                "separate them by one tab, and leave the target empty only to keep the source as it is"
            )
        mode = fields[2] if len(fields) == 3 else ""
        if mode not in MODES:
            raise GlossaryError(f"{name}:{number}: unknown mode {mode!r}, known are {', '.join(MODES[1:])}")
        yield Entry(fields[0], fields[1], mode)


@cache
def built_in_entries(name: str) -> tuple[Entry, ...]:
    """Entries of a file in `translate/data`, read once."""
    return tuple(_parse(data_text("translate", name), name))
