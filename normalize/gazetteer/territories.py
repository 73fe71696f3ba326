"""Which known places a name or a word means, so that two different ones are never taken for spellings of one another.

>>> places_named("Самарской области") == places_named("Samara Oblast")
True
>>> bool(places_named("Самарская область") & places_named("Amur Region"))
False
>>> places_of_word("литовский") == places_of_word("Lithuanian") == {"state-lt"}
True

Known are the curated places, the states and capitals of the gazetteer; a name may mean several (Georgia). Words are known by
their dictionary forms, adjectives by the list of states (``state_adjectives.tsv``) or by the stem they share with the place
(самарский, Samarskaya: Самара and Самарская область), romanised Russian by its sound.
"""

import functools
from collections.abc import Sequence

from normalize.gazetteer.lookup import places_of_gazetteer
from normalize.gazetteer.territory_index import (
    CITY,
    CYRILLIC,
    LONGEST,
    REGION,
    SHORTEST_STEM,
    SILENT,
    forms_of,
    keys_of,
    plain_word,
    stems_of_word,
    territories,
    type_words,
    without_type,
    words_of,
)
from normalize.phonetics.readings import sure_sounds
from normalize.resources import once
from normalize.words import analyzer

_DOMAINS = {"UK": "GB", "SU": "RU"}
"""Top-level domains of states that are not their ISO code."""
_SOLD = frozenset(
    {"AI", "CC", "CO", "FM", "LA", "LY", "ME", "NU", "TO", "TV", "WS", "ST", "SC", "GD", "PW", "MN", "VC"}
)
"""Codes whose domains are sold all over the world and tell nothing."""


@functools.lru_cache(maxsize=200_000)
def places_of_word(word: str) -> frozenset[str]:
    """Return ids of the places that a single word may name or be derived from, in either script and any case.

    Empty for words of no known place. самарский may be from the town as well as from the region: both are given.
    """
    plain = plain_word(word)
    index = territories()
    forms = forms_of(plain)
    if type_words().keys() & set(forms):
        return frozenset()
    for form in forms:
        if form in index.adjectives:
            return frozenset(index.adjectives[form])
    cyrillic = bool(CYRILLIC.search(plain))
    if cyrillic and _is_common(plain):
        return frozenset()
    if not cyrillic and plain not in index.words and plain in index.phrases:
        return frozenset(index.phrases[plain])
    found = {place for form in forms for place in index.words.get(form, ())}
    if len(plain) >= SHORTEST_STEM and (not found or cyrillic):
        for stem in {stem for form in forms for stem in stems_of_word(form)}:
            found |= index.stems.get(stem, set())
    return frozenset(found)


def _is_common(word: str) -> bool:
    """Whether it is a dictionary word that is neither a place nor an adjective: суд is nothing of Судак."""
    if not analyzer().word_is_known(word):
        return False
    tags = [parse.tag for parse in analyzer().parse(word)]
    return not any("Geox" in tag or "ADJF" in tag for tag in tags)


@once
def _regions() -> frozenset[str]:
    return frozenset(place for places in territories().regions.values() for place in places)


@functools.lru_cache(maxsize=100_000)
def places_named(text: str) -> frozenset[str]:
    """Return ids of the known places that a whole name may mean; empty for an unknown one."""
    words = words_of(text)
    index = territories()
    if not words or len(words) > 2 * LONGEST:
        return frozenset()
    for key in keys_of(words):
        if key in index.phrases:
            return frozenset(index.phrases[key])
    core, sort = without_type(words)
    if not core or sort not in {"", REGION, CITY}:
        return frozenset()
    if sort:
        table = index.regions if sort == REGION else index.cities
        for key in keys_of(core):
            if key in table:
                return frozenset(table[key])
    if len(core) == 1 and not CYRILLIC.search(core[0]):
        if sort == REGION:
            return places_of_word(core[0]) & _regions()
        found = _places_by_sound(core[0])
        return found - _regions() or found
    return frozenset()


def _places_by_sound(word: str) -> frozenset[str]:
    """Places whose Russian name a Latin word romanises, to the last letter: Bira is not Бирск."""
    index = territories()
    return frozenset(place for sound in sure_sounds(word) for place in index.sounds.get(sound, ()))


def names_of(place: str) -> tuple[str, str]:
    """Return the English and the Russian name of a place of this module."""
    return territories().names[place]


def differ_in_place(one: str, other: str) -> bool:
    """Whether two words are made from known places and no place could be behind both: Омский and Томский."""
    ours = places_of_word(one)
    if not ours:
        return False
    theirs = places_of_word(other)
    return bool(theirs) and not ours & theirs


def places_within(words: Sequence[str]) -> list[tuple[int, int, frozenset[str]]]:
    """Find the known places among the words of a longer name.

    Args:
        words: single words of the name, in order.

    Returns:
        (first word, one past the last word, ids), in order, not overlapping; the longest places first where they compete.
    """
    return list(_places_within(tuple(plain_word(word) for word in words)))


@functools.lru_cache(maxsize=100_000)
def _places_within(plain: tuple[str, ...]) -> list[tuple[int, int, frozenset[str]]]:
    index = territories()
    found = []
    at = 0
    while at < len(plain):
        longest = max((index.longest.get(form, 1) for form in forms_of(plain[at])), default=1)
        for size in range(min(longest, len(plain) - at), 0, -1) if plain[at] not in SILENT else ():
            if size == 1:
                places = places_of_word(plain[at])
            else:
                run = [word for word in plain[at : at + size] if word not in SILENT]
                tables = (index.phrases, index.adjectives)
                key_table = ((key, table) for key in keys_of(run) for table in tables if len(run) > 1)
                places = next((frozenset(table[key]) for key, table in key_table if key in table), frozenset())
            if places:
                found.append((at, at + size, places))
                at += size - 1
                break
        at += 1
    return found


def state_of(place: str) -> str:
    """Return the ISO 3166 code of the state that an id of this module stands for, "" for other places."""
    return territories().states.get(place, "")


def state_of_domain(host: str) -> str:
    """Return the ISO 3166 code of the state under whose top-level domain a host lies, "" for others (.com, .io)."""
    label = host.rpartition(".")[2].upper()
    code = _DOMAINS.get(label, label)
    return code if code in _state_names() and label not in _SOLD else ""


def country_of(place: str) -> str:
    """Return the ISO 3166 code of the state that a place of this module lies in or is, "" where that is not known."""
    return territories().countries.get(place, "")


def state_names(country: str) -> tuple[str, str]:
    """Return the English and the Russian name of a state by its ISO 3166 code.

    Raises:
        KeyError: no state of the gazetteer has this code.
    """
    return _state_names()[country]


@once
def _state_names() -> dict[str, tuple[str, str]]:
    entries = (entry for entry in places_of_gazetteer() if entry.id.startswith("state-"))
    return {entry.id.removeprefix("state-").upper(): (entry.name_en, entry.name_ru) for entry in entries}
