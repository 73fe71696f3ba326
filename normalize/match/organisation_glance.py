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
from normalize.phonetics.consonants import SIBILANTS
from normalize.phonetics.readings import readings, skeleton

_PROPER = 5
"""Letters of a word that is taken for a proper name at a glance."""
_BEGINNING = 3
"""Consonants at the beginning in which an abbreviation agrees with its word."""


class _Glance(NamedTuple):
    """What can be seen of a name at a glance: its proper name and the consonants that this may have.

    Attributes:
        text: the proper name, "" where other words might stand for it: acronyms and compounds may be made of anything,
            dictionary words may be translated, a listed organisation may have other names, and several proper names may be
            written in one word elsewhere ("Good Will").
        bones: consonants of its readings.
        cut: the same, and with each of them left out.
    """

    text: str = ""
    bones: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=200_000)
def _glance(name: str) -> _Glance:
    parsed = parse_organisation(name)
    if len(parsed.alternatives) > 1:
        return _Glance()
    if any(word.kind == WORD and (word.meaning.parts or word.is_acronym) for word in parsed.content):
        return _Glance()
    proper = tuple(word for word in parsed.content if word.kind == WORD)
    if len(proper) != 1:
        return _Glance()
    word = proper[0].folded
    if len(word) < _PROPER or is_adjective(word):
        return _Glance()
    if word in lists().common if word.isascii() else is_common(word):
        return _Glance()
    known = identity_of(parsed.text)
    if known.ids or known.body:
        return _Glance()
    bones = _bones(word)
    cut = frozenset(found[:i] + found[i + 1 :] for found in bones for i in range(len(found)))
    return _Glance(texts(proper), bones, bones | cut)


@functools.lru_cache(maxsize=200_000)
def _bones(word: str) -> frozenset[str]:
    """Consonants of a word's readings."""
    return frozenset(skeleton(reading.sounds).translate(SIBILANTS) for reading in readings(word))


def apart_at_a_glance(left: str, right: str) -> str:
    """Why two names cannot be one, seen at a glance: each has a proper name, with consonants that the other lacks."""
    one, other = _glance(left), _glance(right)
    if not one.text or not other.text:
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
