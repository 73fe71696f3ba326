"""What the engine is not to see: numbers that identify (telephone, case, account, cadastral and book numbers, dates in
figures), placeholders and tags, and quantities where it gets them wrong.

Models take identifiers for quantities and dates ("+7 916 555 January 23"). For the engine a short Latin word stands for each,
which models copy; afterwards what it stands for is put back.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from normalize.text.verbatim import find_entities
from normalize.transliteration.letters import romanized
from translate.numbers.units import measured
from translate.numbers.words import meaning
from translate.prepare.markup import BREAK, find_markup, without_markup

_PATTERN: Final = re.compile(
    r"""
    (?<!\w)№\s?(?=[\w./-]*\d)[\w./-]*\w                             # № А40-12345/2021, № 5
  | (?<!\w)\+\d[\d\ ()–-]{7,}\d                                     # +7 (916) 555-01-23
  | (?<![\w.,/-])8[\ -]?\(?\d{3}\)?[\ -]?\d{3}[\ -]?\d{2}[\ -]?\d{2}(?![\w/-])  # 8 916 111 22 33
  | (?<![\w:])\d{2}:\d{2}:\d{6,7}:\d+                        # a parcel of land
  | (?<![\w-])\d{3}-\d{3}-\d{3}\ \d{2}(?!\w)                 # social insurance
  | (?<![\w.,/-])\d{1,4}(?:[-–]\d{1,7}){2,}(?:[-–][XХ])?(?![\w-])  # 2023-05-12, 978-5-02-040123-4
  | (?<![\w/-])[A-ZА-ЯЁ]{0,4}\d*-\d+/\d{2,4}(?![\w/-])       # А40-12345/2021 without №
  | (?<![\w.,:/-])\d{1,2}\.\d{2}\.\d{4}(?![\w/-]|[.,:]\d)     # 12.05.2023
  | (?<![\w.,-])(?<!\d\ )\d{9,}(?![.,]?\d|\ \d{3}\b)         # the figures of an account
    """,
    re.VERBOSE,
)
_BEFORE: Final = re.compile(r"(?:\A|[^\w.,:/-]|[^\d][.,:/])\Z|\A\Z")
_ALONE: Final = re.compile(r"(?![\w-]|[.,:/]\d)")
"""A number that stands by itself: no part of a code, no "20-е"."""
_YEAR: Final = re.compile(r"(?P<year>(?:1[0-9]|20)\d\d)[ \u00a0](?:году|года|год|г\.?)(?!\w)")
_DAY: Final = re.compile(
    r"(?P<day>[0-3]?\d)[ \u00a0](?P<month>[а-яё]{3,8})\b(?:[ \u00a0](?P<year>(?:1[0-9]|20)\d\d)(?:[ \u00a0](?:года|г\.?)(?!\w))?)?",
    re.IGNORECASE,
)
_MONTHS: Final = tuple(
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_PERCENT: Final = re.compile(r"\s?%")
_BREAK: Final = re.compile(BREAK)
_HINT: Final = re.compile(r"№|\+\d|\d[-–:/ .]\(?\d|\d{9}")
PLACEHOLDER: Final = "XQ"
"""What a stand-in begins with: no word has it, and models copy it."""
_HIDDEN: Final = re.compile(rf"(?<!\w){PLACEHOLDER}\d+(?!\w)", re.IGNORECASE)
_LONGEST: Final = 60


def find_identifiers(text: str) -> list[tuple[int, int]]:
    """Offsets of the identifiers of a text, those in addresses left out."""
    if not _HINT.search(text):
        return []
    addresses = [(a, b) for a, b in find_entities(text) if any(c.isalpha() for c in text[a:b])]
    found = [match.span() for match in _PATTERN.finditer(text) if match.end() - match.start() <= _LONGEST]
    return [(a, b) for a, b in found if not any(start < b and a < end for start, end in addresses)]


def identifier_in_english(identifier: str) -> str:
    """In Latin letters, "No." for "№"."""
    return romanized(re.sub(r"№\s?", "No. ", identifier))


def identifiers(text: str) -> Counter[str]:
    """How often each identifier of `text` is to be in a translation, as it is written there."""
    return Counter(identifier_in_english(text[start:end]) for start, end in find_identifiers(text))


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a word stands for in a text.

    Attributes:
        text: as it is to be in the translation.
        joined_before: no white space stands before it.
        joined_after: no white space stands after it.
        quantity: it is a number that is read, not an identifier.
    """

    text: str
    joined_before: bool = False
    joined_after: bool = False
    quantity: bool = False


Spans = Sequence[tuple[int, int]]


def hide(text: str, already: tuple[Hidden, ...] = ()) -> tuple[str, tuple[Hidden, ...]]:
    """`text` with a Latin word for every identifier, and what the words stand for, `already` hidden ones first."""
    return _hide(text, find_identifiers(text), identifier_in_english, already)


def hide_markup(text: str) -> tuple[str, tuple[Hidden, ...]]:
    """The same for placeholders and tags, but for those that end a line."""
    found = [(start, end) for start, end in find_markup(text) if not _BREAK.fullmatch(text, start, end)]
    return _hide(text, found, str, ())


def hide_numbers(text: str, already: tuple[Hidden, ...]) -> tuple[str, tuple[Hidden, ...]]:
    """The same for quantities, times, scores and percentages."""
    found = find_quantities(text)
    english = {text[start:end]: in_english for start, end, in_english in found}
    ready, hidden = _hide(text, [(start, end) for start, end, _ in found], english.__getitem__, already)
    return ready, (*already, *(replace(one, quantity=True) for one in hidden[len(already) :]))


def _date(text: str, start: int) -> tuple[int, str] | None:
    """Where a day of a month or a year that begins there ends, and its English: 26 апреля 1986 года, 2019 году."""
    year = _YEAR.match(text, start)
    if year:
        return year.end(), year["year"]
    day = _DAY.match(text, start)
    month = min(meaning(day["month"].lower(), "ru")[1], default=None) if day else None
    if not day or not month:
        return None
    return day.end(), f"{_MONTHS[int(month) - 1]} {day['day']}" + (f", {day['year']}" if day["year"] else "")


def find_quantities(text: str) -> list[tuple[int, int, str]]:
    """Offsets of the numbers that stand by themselves, with their units, and the English of each."""
    found: list[tuple[int, int, str]] = []
    last = 0
    for one in measured(text):
        if one.start < last or not _BEFORE.search(text, max(0, one.start - 2), one.start):
            continue
        date = _date(text, one.start)
        if date:
            found.append((one.start, *date))
            last = date[0]
            continue
        if not _ALONE.match(text, one.end):
            continue
        percent = _PERCENT.match(text, one.end)
        found.append((one.start, percent.end() if percent else one.end, one.english + "%" * bool(percent)))
    return found


def reveal_numbers(text: str, hidden: tuple[Hidden, ...]) -> str | None:
    """The same as `reveal` for what `hide_numbers` has hidden; None when one of the words is not there exactly once."""
    numbers = [n for n, one in enumerate(hidden, 1) if one.quantity]
    found = Counter(match.upper() for match in _HIDDEN.findall(text)) if numbers else Counter()
    if any(found[f"{PLACEHOLDER}{n}"] != 1 for n in numbers):
        return None
    return reveal(text, hidden, numbers)


def reveal(text: str, hidden: tuple[Hidden, ...], which: Sequence[int] | None = None) -> str:
    """`text` with what the words stand for in their place; `which` of them, counted from 1, if not all."""
    for number in reversed(range(1, len(hidden) + 1) if which is None else which):
        text = re.sub(
            rf"(?P<before>\s*)(?<!\w){PLACEHOLDER}{number}(?!\d)(?P<after>\s*)",
            lambda match, one=hidden[number - 1]: _put_back(match, one),  # type: ignore[misc]
            text,
            flags=re.IGNORECASE,
        )
    return text


def mask_identifiers(source: str, target: str) -> tuple[str, str]:
    """Source and translation without the identifiers of the source, and without placeholders and tags."""
    source, target = without_markup(source), without_markup(target)
    for start, end in reversed(find_identifiers(source)):
        target = target.replace(identifier_in_english(source[start:end]), " ", 1)
        source = f"{source[:start]} {source[end:]}"
    return source, target


def _hide(
    text: str, found: Spans, in_english: Callable[[str], str], already: tuple[Hidden, ...]
) -> tuple[str, tuple[Hidden, ...]]:
    if not found or (not already and PLACEHOLDER in text.upper()):
        return text, already
    parts: list[str] = []
    hidden = list(already)
    last = 0
    for start, end in found:
        before, after = text[start - 1 : start], text[end : end + 1]
        joined = (before.isalnum() or start == last > 0, after.isalnum())
        hidden.append(Hidden(in_english(text[start:end]), *joined))
        parts += [text[last:start], f"{' ' * joined[0]}{PLACEHOLDER}{len(hidden)}{' ' * joined[1]}"]
        last = end
    return "".join([*parts, text[last:]]), tuple(hidden)


def _put_back(match: re.Match[str], one: Hidden) -> str:
    """White space that was only there to set the word off goes."""
    return f"{'' if one.joined_before else match['before']}{one.text}{'' if one.joined_after else match['after']}"
