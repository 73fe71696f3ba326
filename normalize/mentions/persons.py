"""Persons whose names are written family name first: Миллеру Алексею Борисовичу, Зайцев О. Н.

Taggers cut such names up or lose the family name. A patronymic or two initials tell how far the name goes:
`whole_persons` puts it together.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from normalize.gazetteer.word_lists import lists
from normalize.kinds import PERSON, Found
from normalize.mentions.filters import is_title
from normalize.mentions.rules import is_after_kin
from normalize.morphology.dictionary import grammemes, is_place_only
from normalize.morphology.lexicon import is_listed, name_readings
from normalize.morphology.paradigms import readings
from normalize.parse.person import patronymic_stem
from normalize.phonetics.readings import fold
from normalize.text.script import has_cyrillic

PATTERN = "pattern"
_PATTERN_SCORE = 0.8
_SURE = 0.8
"""Who is found as no person with this much certainty stays so."""
_NAME = r"[A-ZА-ЯЁ][\w’'-]+"
_GAP = "[ \u00a0]"
_TRIPLE = re.compile(
    rf"(?<![\w-])(?=(?P<family>{_NAME})(?P<comma>,?){_GAP}(?P<given>{_NAME}){_GAP}(?P<father>{_NAME})(?![\w-]))"
)
_INITIALS = re.compile(
    rf"(?<![\w.-])(?P<family>[А-ЯЁ][А-ЯЁа-яё]+(?:-[А-ЯЁ][А-ЯЁа-яё]+)?){_GAP}(?P<initials>[А-ЯЁ]\.{_GAP}?[А-ЯЁ](?:\.(?!\w)|(?![\w.])))"
)
_ENTRY_START = re.compile(r"(?:\A|[\n;:(•|])\s*(?:\d+[.)]\s*|[-–—*]\s+)?(?:[А-ЯЁа-яё]{1,2}\s)?\Z")
"""What stands before the first word of an entry in a list; perhaps a preposition: О Рогозине, Дмитрии Олеговиче."""
_NEXT_NAME = re.compile(rf"{_GAP}?[А-ЯЁ][а-яё]")
_GOES_ON = re.compile(rf"{_GAP}\w")


@functools.lru_cache(maxsize=50_000)
def _agreements(word: str, role: str) -> frozenset[tuple[str, str]]:
    """(gender, case) of every reading of a Russian word as a name; role "s" or "p" as in `normalize.paradigms`."""
    last = word.lower().rsplit("-", maxsplit=1)[-1]
    found = [r for r in name_readings(last) if r.role == role] or [r for r in readings(last) if r.role == role]
    return frozenset((reading.gender, reading.case) for reading in found)


@functools.lru_cache(maxsize=50_000)
def _is_patronymic(word: str) -> bool:
    if not has_cyrillic(word):
        return patronymic_stem(fold(word)) is not None
    known = grammemes(word)
    if known:
        return "Patr" in known
    return any(r.role == "p" and patronymic_stem(fold(r.lemma)) for r in readings(word.lower()))


@functools.lru_cache(maxsize=50_000)
def _is_given(word: str) -> bool:
    known = grammemes(word)
    return not known or "Name" in known or any(r.role == "n" for r in name_readings(word.lower()))


@functools.lru_cache(maxsize=50_000)
def _may_be_family_name(word: str) -> bool:
    """Whether a word with a capital before given name and patronymic may be the family name: no post, place or other word."""
    if not has_cyrillic(word):
        return word.title() not in lists().places
    last = word.rsplit("-", maxsplit=1)[-1]
    if is_title(word) or is_title(last) or is_place_only(word):
        return False
    known = grammemes(last)
    # Долгих, Белых: a plural adjective belongs to no single person otherwise
    return (
        not known or "Surn" in known or bool(name_readings(last.lower())) or ("ADJF" in known and "sing" not in known)
    )


def _is_entry(text: str, match: re.Match[str]) -> bool:
    """Whether "Патрушев, Николай Платонович" is one person: an entry of a list, not two names in a sentence."""
    if not has_cyrillic(match["family"]) and match["family"].isupper():
        return True
    starts = _ENTRY_START.search(text, max(0, match.start() - 60), match.start())
    return starts is not None and not _GOES_ON.match(text, match.end("father"))


class _Whole(NamedTuple):
    """Where a whole name stands; `certain` whatever else a tagger takes the family name for."""

    start: int
    family_end: int
    end: int
    certain: bool


def _triples(text: str) -> Iterator[_Whole]:
    """Family name, given name, patronymic."""
    for match in _TRIPLE.finditer(text):
        family, father = match["family"], match["father"]
        if not _is_patronymic(father) or not _may_be_family_name(family):
            continue
        if match["comma"] and not _is_entry(text, match):
            continue
        if has_cyrillic(family):
            agreed = _agreements(family, "s") & _agreements(father, "p")
            if not agreed or not _is_given(match["given"]) or is_after_kin(text, match.start()):
                continue
        elif not match["comma"]:
            continue  # Vladimir Alexei Borisovich: English writes the family name first before a comma only
        yield _Whole(match.start("family"), match.end("family"), match.end("father"), not has_cyrillic(family))


def _with_initials(text: str, found: Sequence[Found]) -> Iterator[_Whole]:
    """Family name and two initials."""
    for match in _INITIALS.finditer(text):
        family, start, end = match["family"], match.start("family"), match.end("initials")
        known = any(n.kind == PERSON and n.start < match.end("family") and start < n.end for n in found)
        # Памятник А. С. Пушкину: the initials may be those of what follows
        listed = _may_be_family_name(family) and _is_family_name(family) and not _NEXT_NAME.match(text, end)
        if known or listed:
            yield _Whole(start, match.end("family"), end, certain=False)


@functools.lru_cache(maxsize=50_000)
def _is_family_name(word: str) -> bool:
    return any(r.role == "s" for r in name_readings(word.lower())) or is_listed(word.lower(), "s")


def _put_together(found: Sequence[Found], place: _Whole) -> list[Found] | None:
    """The names with one person there; None where the names found speak against it."""
    start, family_end, end, certain = place
    touching = [n for n in found if n.start < end and start < n.end]
    others = [n for n in touching if n.kind != PERSON and n.start < family_end]
    if not certain and any(n.score > _SURE or n.start < start for n in others):  # МГУ им. Ломоносова М. В.
        return None
    # "Петров А. А. Иванов": what stands behind the family name is the beginning of the next person's
    if any(n.kind == PERSON and family_end <= n.start and n.end > end + 1 for n in touching):
        return None
    persons = [n for n in touching if n.kind == PERSON]
    score = max([_PATTERN_SCORE, *(n.score for n in persons)])
    whole = Found(start, end, PERSON, score, persons[0].detector if persons else PATTERN)
    after = [replace(n, start=end) for n in touching if n.end > end + 1]
    rest = [n for n in found if n not in touching]
    return sorted([*rest, whole, *after], key=lambda n: n.start)


def whole_persons(text: str, found: Sequence[Found]) -> list[Found]:
    """Put together persons written family name first, with given name and patronymic or with two initials.

    Args:
        text: the text the names stand in, Russian or English.
        found: its names in order, not overlapping.

    Returns:
        The names, in order and not overlapping; parts of a name that are none are left to `mention_filters.rejection`.
    """
    names = list(found)
    for place in [*_triples(text), *_with_initials(text, found)]:
        whole = any(n.kind == PERSON and (n.start, n.end) == (place.start, place.end) for n in names)
        names = names if whole else _put_together(names, place) or names
    return names
