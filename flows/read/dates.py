"""Publication dates as found in feeds and pages → UTC datetimes."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from normalize.resources import read_rows

_FORMATS: Final = (
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%H:%M %d.%m.%Y",
    "%H:%M, %d.%m.%Y",
    "%d.%m.%Y, %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d/%m/%Y",
    "%Y%m%d",
    "%d %B %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%d %b, %Y %H:%M",
    "%d %b, %Y",
    "%a %b %d %H:%M:%S %z %Y",
)
_EPOCH: Final = re.compile(r"-?\d{9,19}(?:\.\d+)?")
_EPOCH_UNITS: Final = ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9))  # below the bound: s, ms, µs, ns
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")  # 202103041015, 20210304101500
_YEARS: Final = range(1000, 3001)


@functools.cache
def _months() -> tuple[dict[str, int], re.Pattern[str]]:
    months = {name: int(number) for name, number in read_rows("flows.read", "months.tsv", columns=2)}
    form = rf"(\d{{1,2}})\s+({'|'.join(months)})\w*\.?,?\s+(\d{{4}})(?:\D+(\d{{1,2}}):(\d{{2}}))?"
    return months, re.compile(form, re.IGNORECASE)


def parse_date(value: object) -> datetime | None:
    """A date, datetime, epoch number (s, ms, µs, ns) or text as a UTC datetime; None when it is none of these.

    Times without a zone are taken as UTC; dates without a time as midnight. Day comes before month in 03/04/2021.
    Twelve or fourteen digits that begin with 19 or 20 are a date and time, never an epoch (it would lie in 1976 or 2600).
    """
    try:
        found = _parse(value)
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    if found is None:
        return None
    try:
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        return None
    return found if found.year in _YEARS else None


def _parse(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return (_compact(f"{value:.0f}") or _epoch(float(value))) if abs(value) >= 1e8 else None
    return _parse_text(" ".join(value.split())) if isinstance(value, str) else None


def _parse_text(text: str) -> datetime | None:
    if not text or len(text) > 64:
        return None
    if _EPOCH.fullmatch(text):
        return _compact(text) or _epoch(float(text))
    for attempt in _ATTEMPTS:
        try:
            return attempt(text)
        except (ValueError, TypeError, IndexError):
            continue
    months, form = _months()
    if match := form.search(text):
        day, month, year, hour, minute = match.groups()
        return datetime(int(year), months[month.lower()], int(day), int(hour or 0), int(minute or 0))  # noqa: DTZ001
    return None


def _compact(digits: str) -> datetime | None:
    """The date and time in 202103041015 or 20210304101500; None for other digits; ValueError for the 13th month."""
    match = _COMPACT.fullmatch(digits)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  (the zone is added by the caller)


def _strptime(form: str, text: str) -> datetime:
    return datetime.strptime(text, form)  # noqa: DTZ007  (the zone is added by the caller)


_ATTEMPTS: Final[tuple[Callable[[str], datetime], ...]] = (
    datetime.fromisoformat,
    parsedate_to_datetime,
    *(functools.partial(_strptime, form) for form in _FORMATS),
)


def _epoch(number: float) -> datetime | None:
    for bound, unit in _EPOCH_UNITS:
        if abs(number) < bound:
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number / unit)
    return None
