"""Publication dates as found in feeds and pages.

A date is looked for first (in figures or with a month's name, in Russian, Ukrainian or English), then a time of day and a
zone in what is left, so that their order does not matter.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Final
from zoneinfo import ZoneInfo

from normalize.resources import once, read_rows

_LONGEST: Final = 100
_EPOCH: Final = re.compile(r"-?\d{9,19}(?:\.\d+)?")
_EPOCH_UNITS: Final = ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9))  # below the bound: s, ms, µs, ns
_COMPACT: Final = re.compile(
    r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?)?"
)  # 20210304, 202103041015, 20210304101500
_YEARS: Final = range(1000, 3001)
_PIVOT: Final = 69
"""Years of two digits from this on are of the 20th century, as in POSIX: 69 is 1969, 68 is 2068."""
_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_FIRST: Final = re.compile(r"(?<![\d:])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d:])")
_TIME: Final = re.compile(
    r"(?<![\d:+-])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?![\d:])(?:\s*([ap])\.?m\b\.?)?", re.IGNORECASE
)
_OFFSET: Final = re.compile(
    r"(?:(?<![^\W\d_])(?:UTC|GMT|МСК|MSK)\s?)?(?<![\d-])([+−-])(\d{1,2})(?::?(\d{2}))?(?![\d:])(?=\W|$)", re.IGNORECASE
)
_ZONE_WORD: Final = re.compile(r"[^\W\d_]{1,6}\b\.?")


def parse_moment(value: object) -> datetime | None:
    """A date, datetime, epoch number (s, ms, µs, ns) or text as a datetime; None when it is none of these.

    A time without a zone stays without one, for `in_utc` to give it the zone of the source. A date without a time is midnight UTC. Day comes before month in 03/04/2021, unless there is no such month (08/13/2021).
    Twelve or fourteen digits that begin with 19 or 20 are a date and time, never an epoch (it would lie in 1976 or 2600).
    """
    try:
        return _parse(value)
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def in_utc(moment: datetime | None, zone: str) -> datetime | None:
    """Bring a moment to UTC; one without a zone is taken as of `zone` (IANA name). None for a year no news is of."""
    if moment is None:
        return None
    try:
        found = moment.replace(tzinfo=ZoneInfo(zone)) if moment.tzinfo is None else moment
        found = found.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return found if found.year in _YEARS else None


@once
def _months() -> tuple[dict[str, int], re.Pattern[str], re.Pattern[str]]:
    months = {name: int(number) for name, number in read_rows("flows.read", "months.tsv", columns=2)}
    names = f"({'|'.join(months)})[^\\W\\d_]*"
    day_first = re.compile(
        rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|-?[ег]о)?[\s.-]+{names}\.?,?[\s-]+(\d{{4}}|\d{{2}}(?=\D|$))", re.IGNORECASE
    )
    month_first = re.compile(
        rf"(?<![^\W\d_]){names}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.IGNORECASE
    )
    return months, day_first, month_first


@once
def _zones() -> dict[str, tzinfo]:
    rows = read_rows("flows.read", "zones.tsv", columns=2, required=2)
    return {name: ZoneInfo(what) if "/" in what else timezone(timedelta(hours=int(what))) for name, what in rows}


def _parse(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return (_compact(f"{value:.0f}") or _epoch(float(value))) if abs(value) >= 1e8 else None
    return _parse_text(" ".join(value.split())) if isinstance(value, str) else None


def _parse_text(text: str) -> datetime | None:
    if not text or len(text) > _LONGEST:
        return None
    if (found := _compact(text)) is not None:
        return found
    if _EPOCH.fullmatch(text):
        return _epoch(float(text))
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        pass
    else:
        return found.replace(tzinfo=UTC) if len(text) <= len("2021-03-04") else found
    day, rest = _day(text)
    if day is None:
        return _mail_date(text)
    moment, rest = _time(rest)
    if moment is None:
        return datetime.combine(day, time(), UTC)
    return datetime.combine(day, moment, _zone(rest))


def _mail_date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None


def _day(text: str) -> tuple[date | None, str]:
    """The date in a text, and the text without it.

    Raises:
        ValueError: it has no such day.
    """
    months, day_first, month_first = _months()
    if found := _YEAR_FIRST.search(text):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
    elif found := _DAY_FIRST.search(text):
        day, month, year = int(found[1]), int(found[3]), _year(found[4])
        if month > 12 >= day and found[2] == "/":
            day, month = month, day
    elif found := day_first.search(text):
        day, month, year = int(found[1]), months[found[2].lower()], _year(found[3])
    elif found := month_first.search(text):
        day, month, year = int(found[2]), months[found[1].lower()], int(found[3])
    else:
        return None, text
    return date(year, month, day), f"{text[: found.start()]} {text[found.end() :]}"


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= _PIVOT else 2000)


def _time(text: str) -> tuple[time | None, str]:
    """The time of day in a text, and what comes after it, where a zone may stand.

    Raises:
        ValueError: there is no such time.
    """
    found = _TIME.search(text)
    if found is None:
        return None, ""
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[5] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    micro = int(f"{found[4] or 0:0<6}"[:6]) if found[4] else 0
    return time(hour, minute, second, micro), text[found.end() :]


def _zone(text: str) -> tzinfo | None:
    """The zone at the beginning of what follows a time: +0300, GMT+3, UTC+03:00, МСК; None where none is said."""
    rest = text.lstrip(" ,(")
    if found := _OFFSET.match(rest):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        base = 180 if rest[:3].upper() in {"МСК", "MSK"} else 0  # МСК+2 is two hours ahead of Moscow
        return timezone(timedelta(minutes=base + (minutes if found[1] == "+" else -minutes)))
    if (found := _ZONE_WORD.match(rest)) and (zone := _zones().get(found[0].rstrip(".").lower())):
        return zone
    if rest.lower().startswith(("по москве", "по московскому", "московск", "moscow")):
        return timezone(timedelta(hours=3))
    return None


def _compact(digits: str) -> datetime | None:
    """The date and time in 20210304, 202103041015 or 20210304101500; None for other digits; ValueError for the 13th month."""
    match = _COMPACT.fullmatch(digits)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=None if match[4] else UTC)


def _epoch(number: float) -> datetime | None:
    for bound, unit in _EPOCH_UNITS:
        if abs(number) < bound:
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number / unit)
    return None
