"""Publication dates as found in feeds and pages → UTC datetimes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

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
    "%Y%m%d%H%M%S",
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
_YEARS: Final = range(1000, 3001)
_MONTHS_RU: Final = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_RUSSIAN: Final = re.compile(
    r"(\d{1,2})\s+(янв|фев|мар|апр|ма|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?\s+(\d{4})(?:\D+(\d{1,2}):(\d{2}))?",
    re.IGNORECASE,
)


def parse_date(value: object) -> datetime | None:
    """A date, datetime, epoch number (s, ms, µs, ns) or text as a UTC datetime; None when it is none of these.

    Times without a zone are taken as UTC; dates without a time as midnight. Day comes before month in 03/04/2021.
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
        return _epoch(float(value)) if abs(value) >= 1e8 else None
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())
    if not text or len(text) > 64:
        return None
    if _EPOCH.fullmatch(text) and not re.fullmatch(r"(19|20)\d{12}", text):
        return _epoch(float(text))
    for attempt in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return attempt(text)
        except (ValueError, TypeError, IndexError):
            continue
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007  (the zone is added by the caller)
        except ValueError:
            continue
    if match := _RUSSIAN.search(text):
        day, month, year, hour, minute = match.groups()
        return datetime(  # noqa: DTZ001
            int(year), _MONTHS_RU.index(month.lower()) + 1, int(day), int(hour or 0), int(minute or 0)
        )
    return None


def _epoch(number: float) -> datetime | None:
    for bound, unit in _EPOCH_UNITS:
        if abs(number) < bound:
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number / unit)
    return None
