"""Why two organisations' names cannot be one, seen at a glance: the shortest way to the commonest outcome."""

import functools
from typing import NamedTuple

from normalize.gazetteer.word_lists import lists
from normalize.match.known_organisations import identity_of
from normalize.match.organisation_alignment import is_adjective
from normalize.match.organisation_vetoes import texts
from normalize.morphology.dictionary import is_common
from normalize.parse.organisation import parse_organisation
from normalize.parse.organisation_words import WORD
from normalize.phonetics.readings import readings, skeleton

_PROPER = 5
"""Letters of a word that is taken for a proper name at a glance."""
_BEGINNING = 3
"""Consonants at the beginning in which an abbreviation agrees with its word."""
_MERGED = str.maketrans("бвгхдзжщшц", "пфкктссссс")
"""Consonants that languages confuse."""


class _Glance(NamedTuple):
    """What can be seen of a name at a glance: its proper names and the consonants that these may have.

    Attributes:
        text: the proper names, "" where other words might stand for them: acronyms and compounds may be made of anything,
            dictionary words may be translated, and a listed organisation may have other names.
        bones: consonants of their readings.
        cut: the same with each of them left out.
        several: whether there are several, which may be written in one word elsewhere ("Good Will").
    """

    text: str = ""
    bones: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()
    several: bool = False


@functools.lru_cache(maxsize=200_000)
def _glance(name: str) -> _Glance:
    parsed = parse_organisation(name)
    if len(parsed.alternatives) > 1:
        return _Glance()
    if any(word.kind == WORD and (word.meaning.parts or word.is_acronym) for word in parsed.content):
        return _Glance()
    proper = tuple(word for word in parsed.content if word.kind == WORD)
    if not proper or any(len(word.folded) < _PROPER or is_adjective(word.folded) for word in proper):
        return _Glance()
    if any(word.folded in lists().common if word.folded.isascii() else is_common(word.folded) for word in proper):
        return _Glance()
    known = identity_of(parsed.text)
    if known.ids or known.body:
        return _Glance()
    bones = frozenset(found for word in proper for found in _bones(word.folded))
    cut = frozenset(found[:i] + found[i + 1 :] for found in bones for i in range(len(found)))
    return _Glance(texts(proper), bones, bones | cut, len(proper) > 1)


@functools.lru_cache(maxsize=200_000)
def _bones(word: str) -> frozenset[str]:
    """Consonants of a word's readings."""
    return frozenset(skeleton(reading.sounds).translate(_MERGED) for reading in readings(word))


def apart_at_a_glance(left: str, right: str) -> str:
    """Why two names cannot be one, seen at a glance: each has a proper name, with consonants that the other lacks."""
    one, other = _glance(left), _glance(right)
    if not one.text or not other.text or one.several or other.several:
        return ""
    if not (one.cut.isdisjoint(other.bones) and one.bones.isdisjoint(other.cut)):
        return ""
    if any(
        mine.startswith(theirs[:_BEGINNING]) or theirs.startswith(mine[:_BEGINNING])
        for mine in one.bones
        for theirs in other.bones
    ):
        return ""  # Delta and Deltatech, Златмаш and Zlatoust
    return f"{one.text} has no counterpart, nor has {other.text}"
