"""Family names of known people in a row without commas are that many people: Putin Macron Zelensky Scholz, in a headline.

Taggers take them for one long name. Two family names may be one person's (García Márquez), three known ones without a given
name are not.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from normalize.gazetteer.curated import known_names, known_people
from normalize.gazetteer.given_names import given_name_groups
from normalize.kinds import PERSON, Found
from normalize.morphology.lexicon import name_readings
from normalize.morphology.paradigms import readings
from normalize.resources import once
from normalize.text.script import has_cyrillic
from normalize.words import plain_lower

LISTED = "family_list"
"""Detector of those that no tagger saw."""
_SCORE = 0.95
"""Three known names in a row are no chance: Лавров is no genitive of laurels there."""
_MIN_NAMES = 3
_SYLLABLE, _MIN_LONG = 3, 2
"""A row of words of so few letters, but for one, is an East Asian name: Хан Мён Сук."""
_NAME = r"[^\W\d_][\w’'-]+"
_ROW = re.compile(rf"(?<![\w.-]){_NAME}(?:[ \u00a0]{_NAME}){{2,40}}")
_WORD = re.compile(_NAME)


@once
def _families() -> frozenset[str]:
    """Last words of the known people's names in both languages, that are nobody's first word as often: not Чан, Kim."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for person in known_people():
        for spelling in person.spellings():
            words = plain_lower(spelling).split()
            if len(words) > 1:
                first[words[0]] += 1
                last[words[-1]] += 1
    return frozenset(word for word, n in last.items() if n > first[word])


@functools.lru_cache(maxsize=50_000)
def _is_known_family(word: str) -> bool:
    """Whether a word is a known person's family name, in any case form, and neither a given name nor called anything else."""
    lower = word.lower()
    if not word[0].isupper() or given_name_groups(lower) or any(known.kind != PERSON for known in known_names(word)):
        return False
    if not has_cyrillic(word):
        return lower in _families()
    found = [*name_readings(lower), *readings(lower)]
    if any(reading.role == "n" for reading in name_readings(lower)):
        return False
    return any(r.role == "s" and plain_lower(r.lemma) in _families() for r in found)


def _rows(text: str) -> Iterator[list[tuple[int, int]]]:
    """Places of the words of each row."""
    for row in _ROW.finditer(text):
        words = _WORD.finditer(text, *row.span())
        for known, group in groupby(words, key=lambda word: _is_known_family(word.group())):
            places = [word.span() for word in group] if known else []
            long = sum(stop - at > _SYLLABLE for at, stop in places)
            if (
                len(places) >= _MIN_NAMES
                and long >= _MIN_LONG
                and not known_names(text[places[0][0] : places[-1][1]], PERSON)
            ):
                yield places


def part_family_names(text: str, found: Sequence[Found]) -> list[Found]:
    """Part such rows where a tagger found a person in them.

    Args:
        text: the text the names stand in, Russian or English.
        found: its names in order, not overlapping.

    Returns:
        The names, in order and not overlapping.
    """
    names = list(found)
    for places in _rows(text):
        start, end = places[0][0], places[-1][1]
        touching = [name for name in names if name.start < end and start < name.end]
        inside = all(start <= name.start and name.end <= end for name in touching)
        if not inside or not any(name.kind == PERSON for name in touching):
            continue
        tagged = next(name for name in touching if name.kind == PERSON)
        score = max(_SCORE, tagged.score)
        seen = [any(name.start < stop and at < name.end for name in touching) for at, stop in places]
        names = [name for name in names if name not in touching]
        names += [
            Found(at, stop, PERSON, score, tagged.detector if by_tagger else LISTED)
            for (at, stop), by_tagger in zip(places, seen, strict=True)
        ]
    return sorted(names, key=lambda name: name.start)
