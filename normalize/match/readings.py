"""Other ways to read a written name: case forms, endings that other languages add, established spellings, hyphens.

Every reading says in a sentence how it came about, or "" for the name as written.
"""

import functools
import re
from typing import NamedTuple

from normalize.morphology.persons import lemmas
from normalize.text.script import has_cyrillic
from normalize.transliteration.established import established

_MIN_SHARE = 0.15
_LATVIAN = re.compile(r"(?<=[^\W\d_]{2})[sš]\b")
_LITHUANIAN = re.compile(r"(?<=[^\W\d_]{2})(?:as|is|us|ys)\b")
_CZECH = re.compile(r"(?<=[^\W\d_]{3})ová\b", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


class NameReading(NamedTuple):
    """One reading of a name.

    Attributes:
        text: the name in this reading.
        gender: "m", "f" or "" where the reading says nothing.
        share: 0 to 1, how likely the reading is among the case forms.
        note: a sentence for the explanation, "" for the name as written.
        rule: how it came about: written, inflected, endings, established, spacing.
    """

    text: str
    gender: str
    share: float
    note: str
    rule: str


def _case_forms(written: str, text: str) -> list[NameReading]:
    if not has_cyrillic(text):
        return []
    return [
        NameReading(
            found.text,
            found.gender,
            found.score,
            f"{written} is read as a case form of {found.text}" if found.text != written else "",
            "inflected" if found.text != written else "written",
        )
        for found in lemmas(text)[:3]
        if found.score >= _MIN_SHARE
    ]


def foreign_endings(text: str) -> list[tuple[str, str, str]]:
    """Readings without Baltic masculine (Rons Pols, Vladimiras Voroninas) and Czech feminine endings (Merkelová).

    Args:
        text: a cleaned name.

    Returns:
        (the name without them, gender, language), for a name that may have them.
    """
    words = text.split()
    found = []
    if len(words) > 1 and all(_LITHUANIAN.search(word) or word.endswith("o") for word in words):
        found.append((_LITHUANIAN.sub("", text), "m", "Lithuanian"))
    if len(words) > 1 and all(_LATVIAN.search(word) for word in words):
        found.append((_LATVIAN.sub("", text), "m", "Latvian"))
    if _CZECH.search(text):
        found.append((_CZECH.sub("", text), "f", "Czech"))
    return found


def _endings(written: str, text: str) -> list[NameReading]:
    return [
        NameReading(plain, gender, 1.0, f"{written} is read as {plain} with {language} endings", "endings")
        for plain, gender, language in foreign_endings(text)
    ]


def _established(written: str, readings: list[NameReading]) -> list[NameReading]:
    return [
        NameReading(english, reading.gender, reading.share, f"{written} is {english} in English", "established")
        for reading in readings
        if (english := established(reading.text))
    ]


@functools.lru_cache(maxsize=100_000)
def name_readings_of(written: str, text: str) -> tuple[NameReading, ...]:
    """The ways to read a name, as written first.

    Args:
        written: the name as found, for the sentences.
        text: the same, cleaned.
    """
    found = [NameReading(text, "", 1.0, "", "written"), *_case_forms(written, text), *_endings(written, text)]
    found += _established(written, found)
    if _HYPHEN.search(text):
        apart = _HYPHEN.sub(" ", text)
        found.append(NameReading(apart, "", 1.0, f"{written} is read without hyphens", "spacing"))
    return tuple(found)
