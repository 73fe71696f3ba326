"""Numbers that identify and are not read: telephone, case, account, cadastral and book numbers, dates in figures.

Models take them for quantities and dates ("+7 916 555 January 23"). For the engine a short Latin word stands for each,
which models copy; afterwards the identifier is put back.
"""

import re
from collections import Counter
from typing import Final

from normalize.text.verbatim import find_entities
from normalize.transliteration.letters import romanized

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
_HINT: Final = re.compile(r"№|\+\d|\d[-–:/ .]\(?\d|\d{9}")
PLACEHOLDER: Final = "XQ"
"""What a stand-in begins with: no word has it, and models copy it."""
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


def hide(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with a Latin word for every identifier, and the identifiers as they are written in English."""
    found = find_identifiers(text)
    if not found or PLACEHOLDER in text.upper():
        return text, ()
    parts: list[str] = []
    last = 0
    for number, (start, end) in enumerate(found, 1):
        parts += [text[last:start], f"{PLACEHOLDER}{number}"]
        last = end
    return "".join([*parts, text[last:]]), tuple(identifier_in_english(text[start:end]) for start, end in found)


def reveal(text: str, hidden: tuple[str, ...]) -> str:
    """`text` with the identifiers in place of the words that `hide` has put there."""
    for number in range(len(hidden), 0, -1):
        parts = re.split(rf"(?<!\w){PLACEHOLDER}{number}(?!\d)", text, flags=re.IGNORECASE)
        text = hidden[number - 1].join(parts)
    return text


def mask_identifiers(source: str, target: str) -> tuple[str, str]:
    """Source and translation without the identifiers of the source."""
    for start, end in reversed(find_identifiers(source)):
        target = target.replace(identifier_in_english(source[start:end]), " ", 1)
        source = f"{source[:start]} {source[end:]}"
    return source, target
