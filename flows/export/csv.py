"""Rows as csv that a spreadsheet can open without doing anything but show it."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

import polars as pl

_ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r")
"""What begins a formula when a spreadsheet opens a file (OWASP, CSV injection)."""


def harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it; other values as they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_ACTIVE) else value


def csv_text(data: pl.DataFrame) -> str:
    """A table as csv: RFC 4180, UTF-8, times in ISO 8601, formulas neutralised."""
    target = io.StringIO()
    write_rows(target, data.columns, data.iter_rows())
    return target.getvalue()


def write_rows(target: Any, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a header and rows to a text stream."""
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in header])
    writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return harmless(value)
