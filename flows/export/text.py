"""Rows as csv and as JSON lines."""

import csv
import json
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from flows.export.frames import Rows
from flows.tables.cells import harmless


def write_csv(rows: Rows, target: IO[str], *, exact: bool) -> int:
    """Write rows as csv (RFC 4180), times in ISO 8601, and return how many.

    Args:
        rows: what to write.
        target: a text stream that translates no line ends.
        exact: texts as they are, for programs; otherwise such that a spreadsheet runs none as a formula.
    """
    shown = _plain if exact else _shown
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([shown(name) for name in rows.columns])
    count = 0
    for row in rows:
        writer.writerow([shown(value) for value in row])
        count += 1
    return count


def write_jsonl(rows: Rows, target: IO[str]) -> int:
    """Write a JSON object a row, and return how many."""
    count = 0
    for row in rows:
        values = dict(zip(rows.columns, row, strict=True))
        target.write(json.dumps(values, ensure_ascii=False, default=_plain) + "\n")
        count += 1
    return count


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return str(value.total_seconds()) if isinstance(value, timedelta) else str(value)


def _shown(value: Any) -> Any:
    return harmless(_plain(value))
