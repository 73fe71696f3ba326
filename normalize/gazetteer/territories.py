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
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from normalize.gazetteer.curated import known_places
from normalize.gazetteer.lookup import places_of_gazetteer
from normalize.phonetics.readings import readings
from normalize.resources import once, read_rows
from normalize.transliteration.romanize import romanize
from normalize.words import analyzer

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SILENT = frozenset({"and", "the", "of", "и"})
_FORMS = 4
"""Readings of a Russian word that are tried; the rest are rarer than any place."""
_COMBINATIONS = 32
_DOMAINS = {"UK": "GB", "SU": "RU"}
"""Top-level domains of states that are not their ISO code."""
_SOLD = frozenset(
    {"AI", "CC", "CO", "FM", "LA", "LY", "ME", "NU", "TO", "TV", "WS", "ST", "SC", "GD", "PW", "MN", "VC"}
)
"""Codes whose domains are sold all over the world and tell nothing."""
_LONGEST = 5
"""Words of the longest place name that is looked for inside another name."""
_SHORTEST_STEM = 3
"""Sounds a stem must have to stand for a place; two where -ск- follows it (Омск, Уфа)."""
_REGION = "region"
_CITY = "city"
_SETTLEMENTS = frozenset({_CITY, "village"})
_SCHEMES = ("press", "bgn_pcgn")
"""Romanisations of Russian names that are known; others are recognised word by word, by sound."""
_WHOLE_ONLY = frozenset({"building", "street", "base", "airport", "station", "spaceport", "port", "strait"})
"""Sorts of places whose single words name no territory."""
_ADJECTIVE = re.compile(
    r"(?P<root>.{2,}?)(?P<suffix>(?:[ий]?а?н|[еиу]?н|[оеи]?в|[еий])?)"
    r"[сц]к(?:и?и[йи]?|[аеи][ий]?[ае]?|ое|оие|ойе|ого|ому|ой|ои|ом|им|их|ими|у[ий]?у)\Z"
)
_ENDING = re.compile(r"(?:и[аеиу]|ами|ах|о[вмий]|е[вмий]|ам|[аеиоуй])\Z")
_TOWN = re.compile(r"(?<=..)ск\Z")


@dataclass(slots=True)
class _Place:
    id: str
    sort: str
    country: str
    ru: str
    en: str
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Index:
    """By key: ids of the places that bear a name; see `_load`."""

    phrases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    romanised: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    regions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    cities: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    adjectives: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    stems: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    sounds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)


def _plain(word: str) -> str:
    """Lower case, ё as е, without marks and points."""
    lower = word.casefold().replace("ё", "е").replace(".", "")
    if lower.isascii() or _CYRILLIC.search(lower):
        return lower
    return "".join(letter for letter in unicodedata.normalize("NFD", lower) if not unicodedata.combining(letter))


def _words(text: str) -> list[str]:
    return [word for word in map(_plain, _WORD.findall(text)) if word not in _SILENT]


@functools.lru_cache(maxsize=100_000)
def _forms(word: str) -> tuple[str, ...]:
    """Dictionary forms of a plain word, the word itself first; places' before others'."""
    if not _CYRILLIC.search(word):
        return (word,)
    parses = sorted(analyzer().parse(word), key=lambda parse: "Geox" not in parse.tag)[:_FORMS]
    return tuple(dict.fromkeys((word, *(str(parse.normal_form).replace("ё", "е") for parse in parses))))


def _keys(words: Sequence[str]) -> Iterator[str]:
    for forms in islice(product(*map(_forms, words)), _COMBINATIONS):
        yield " ".join(forms)


@once
def _type_words() -> dict[str, str]:
    """Words that say what a place is, by their sort: region, city."""
    return dict(read_rows("normalize.gazetteer", "territory_types.tsv", columns=2))


def _without_type(words: Sequence[str]) -> tuple[list[str], str]:
    """The words that name the place, and the sort that the others give it: "" for none, "?" for contradicting ones."""
    table = _type_words()
    kept, sorts = [], set()
    for word in words:
        sort = next((table[form] for form in _forms(word) if form in table), "")
        if sort:
            sorts.add(sort)
        else:
            kept.append(word)
    return kept, sorts.pop() if len(sorts) == 1 else "?" if sorts else ""


@once
def _adjectives() -> dict[str, set[str]]:
    """Adjective in either language (plain) to the ids of states."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, russian, english in read_rows("normalize.gazetteer", "state_adjectives.tsv", columns=3):
        for name in (*russian.split("|"), *english.split("|")):
            found[" ".join(_words(name))].add(f"state-{code.lower()}")
    return found


def _stems(sounds: str) -> Iterator[str]:
    """What may be left of a noun or an adjective made from a place, in the alphabet of sounds."""
    adjective = _ADJECTIVE.fullmatch(sounds)
    if adjective:
        root = adjective["root"]
        cuts = {root, root + adjective["suffix"]}
        yield from (cut for cut in cuts if len(cut) >= _SHORTEST_STEM - 1)
        return
    yield sounds
    short = _ENDING.sub("", sounds)
    if len(short) >= _SHORTEST_STEM - (len(sounds) <= _SHORTEST_STEM):
        yield short
    town = _TOWN.sub("", short)
    if town != short:
        yield town


def _stems_of_word(word: str) -> Iterator[str]:
    for reading in readings(word):
        if reading.cost == 0:
            yield from _stems(reading.sounds)


def _merge(places: Iterable[_Place]) -> list[_Place]:
    """Rows that name one place become one: of one sort and state with a common name, or with both names in common."""
    kept: list[_Place] = []
    by_name: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        keys = {" ".join(_words(name)) for name in place.names}
        same = next((other for key in keys for other in by_name[key] if _is_one(place, other)), None)
        if same is None:
            same = place
            kept.append(place)
        else:
            same.names += place.names
            same.country = same.country or place.country
            same.sort = same.sort or place.sort
        for key in keys:
            by_name[key].append(same)
    return kept


def _is_one(one: _Place, other: _Place) -> bool:
    if "" in {one.sort, other.sort}:
        return _plain(one.ru) == _plain(other.ru)
    sorts = {"settlement" if place.sort in _SETTLEMENTS else place.sort for place in (one, other)}
    return len(sorts) == 1 and (one.country == other.country or "" in {one.country, other.country})


def _rows() -> Iterator[_Place]:
    for entry in places_of_gazetteer():
        prefix, _, code = entry.id.rpartition("-")
        country = code.upper() if prefix in {"state", "capital"} else ""
        sort = {"state": "country", "capital": _CITY}.get(prefix, "")
        names = [name for name in (entry.name_en, entry.name_ru, *entry.aliases) if name not in entry.ambiguous]
        yield _Place(entry.id, sort, country, entry.name_ru, entry.name_en, names)
    for number, name in enumerate(known_places()):
        yield _Place(f"place-{number}", name.sort, name.country, name.ru, name.en, list(name.spellings()))


def _official(places: list[_Place]) -> list[_Place]:
    """Official names join their state: Республика Польша, Кыргызская Республика; "Altai Republic" has no bare twin."""
    states = {place.country: place for place in places if place.id.startswith("state-")}
    adjectives = _adjectives()
    bare: dict[tuple[str, str], list[_Place]] = defaultdict(list)
    titled: dict[tuple[str, str], list[_Place]] = defaultdict(list)
    for place in places:
        for name in {place.ru, place.en}:
            core, sort = _without_type(_words(name))
            (titled if sort else bare)[place.country, " ".join(core)].append(place)
    gone: dict[str, _Place] = {}
    for key, found in titled.items():
        country, named = key
        twins = [place for place in bare.get(key, ()) if place.sort in {"country", _REGION}]
        own = states.get(country) if f"state-{country.lower()}" in adjectives.get(_adjective_key(named), ()) else None
        for place in found:
            twin = own if place.sort == "country" and own is not place else None
            if twin is None and len(twins) == len(found) == 1 and twins[0].sort == place.sort:
                twin = twins[0]
            if twin is not None and twin is not place and place.id not in gone and twin.id not in gone:
                twin.names += place.names
                gone[place.id] = twin
    return [place for place in places if place.id not in gone]


def _adjective_key(name: str) -> str:
    """The dictionary form of a name that is nothing but a state's adjective; the name itself for others."""
    return next((form for form in _forms(name) if form in _adjectives()), name) if " " not in name else name


@once
def _index() -> _Index:
    index = _Index()
    for adjective, states in _adjectives().items():
        index.adjectives[adjective] |= states
    places = _official(_merge(_rows()))
    towns = {(place.country, _plain(place.en)): place.id for place in places if place.sort in _SETTLEMENTS}
    for place in places:
        index.countries[place.id] = place.country
        index.names[place.id] = place.en, place.ru
        if place.id.startswith("state-"):
            index.states[place.id] = place.country
        town = towns.get((place.country, " ".join(_without_type(_words(place.en))[0])), place.id)
        for name in dict.fromkeys(place.names):
            _add_name(index, place, name, town)
    for place in places:
        for name in filter(_CYRILLIC.search, place.names):
            keys = {" ".join(_words(romanize(name, scheme))) for scheme in _SCHEMES} if not name.isupper() else set()
            for key in keys:
                if not index.phrases.get(key, set()) - index.romanised.get(key, set()):  # no place's English name
                    index.romanised[key].add(place.id)
                    index.phrases[key].add(place.id)
    for key in (*index.phrases, *index.adjectives):
        first, *rest = key.split(" ")
        if rest:  # one more for "of" and "the"
            index.longest[first] = max(min(len(rest) + 2, _LONGEST), index.longest.get(first, 1))
    return index


def _add_name(index: _Index, place: _Place, name: str, town: str) -> None:
    """Index one name of a place.

    Args:
        index: the tables.
        place: the place.
        name: the name.
        town: the id of the town that a region is called after, or the place's own.
    """
    words = _words(name)
    core, sort = _without_type(words)
    for key in _keys(words):
        index.phrases[key].add(place.id)
    table = index.regions if place.sort == _REGION else index.cities if place.sort in _SETTLEMENTS else None
    if table is not None:
        for key in _keys(core):
            table[key].add(place.id)
    if len(core) != 1 or place.sort in _WHOLE_ONLY or (len(words) != 1 and sort != _REGION):
        return
    for form in _forms(core[0]):
        index.words[form].add(place.id)
    if _CYRILLIC.search(core[0]) and not core[0].isupper():
        if len(words) == 1:
            for reading in readings(core[0]):
                index.sounds[reading.sounds].add(place.id)
        for stem in _stems_of_word(core[0]):
            index.stems[stem] |= {place.id, town}  # московский is Moscow's as well as the region's


@functools.lru_cache(maxsize=200_000)
def places_of_word(word: str) -> frozenset[str]:
    """Return ids of the places that a single word may name or be derived from, in either script and any case.

    Empty for words of no known place. самарский may be from the town as well as from the region: both are given.
    """
    plain = _plain(word)
    index = _index()
    forms = _forms(plain)
    if _type_words().keys() & set(forms):
        return frozenset()
    for form in forms:
        if form in index.adjectives:
            return frozenset(index.adjectives[form])
    cyrillic = bool(_CYRILLIC.search(plain))
    if cyrillic and _is_common(plain):
        return frozenset()
    if not cyrillic and plain not in index.words and plain in index.phrases:
        return frozenset(index.phrases[plain])
    found = {place for form in forms for place in index.words.get(form, ())}
    if len(plain) >= _SHORTEST_STEM and (not found or cyrillic):
        for stem in {stem for form in forms for stem in _stems_of_word(form)}:
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
    return frozenset(place for places in _index().regions.values() for place in places)


@functools.lru_cache(maxsize=100_000)
def places_named(text: str) -> frozenset[str]:
    """Return ids of the known places that a whole name may mean; empty for an unknown one."""
    words = _words(text)
    index = _index()
    if not words or len(words) > 2 * _LONGEST:
        return frozenset()
    for key in _keys(words):
        if key in index.phrases:
            return frozenset(index.phrases[key])
    core, sort = _without_type(words)
    if not core or sort not in {"", _REGION, _CITY}:
        return frozenset()
    if sort:
        table = index.regions if sort == _REGION else index.cities
        for key in _keys(core):
            if key in table:
                return frozenset(table[key])
    if len(core) == 1 and not _CYRILLIC.search(core[0]):
        if sort == _REGION:
            return places_of_word(core[0]) & _regions()
        found = _places_by_sound(core[0])
        return found - _regions() or found
    return frozenset()


def _places_by_sound(word: str) -> frozenset[str]:
    """Places whose Russian name a Latin word romanises, to the last letter: Bira is not Бирск."""
    index = _index()
    sounds = [reading.sounds for reading in readings(word) if reading.cost == 0]
    return frozenset(place for sound in sounds for place in index.sounds.get(sound, ()))


def names_of(place: str) -> tuple[str, str]:
    """Return the English and the Russian name of a place of this module."""
    return _index().names[place]


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
    return list(_places_within(tuple(_plain(word) for word in words)))


@functools.lru_cache(maxsize=100_000)
def _places_within(plain: tuple[str, ...]) -> list[tuple[int, int, frozenset[str]]]:
    index = _index()
    found = []
    at = 0
    while at < len(plain):
        longest = max((index.longest.get(form, 1) for form in _forms(plain[at])), default=1)
        for size in range(min(longest, len(plain) - at), 0, -1) if plain[at] not in _SILENT else ():
            if size == 1:
                places = places_of_word(plain[at])
            else:
                run = [word for word in plain[at : at + size] if word not in _SILENT]
                tables = (index.phrases, index.adjectives)
                key_table = ((key, table) for key in _keys(run) for table in tables if len(run) > 1)
                places = next((frozenset(table[key]) for key, table in key_table if key in table), frozenset())
            if places:
                found.append((at, at + size, places))
                at += size - 1
                break
        at += 1
    return found


def state_of(place: str) -> str:
    """Return the ISO 3166 code of the state that an id of this module stands for, "" for other places."""
    return _index().states.get(place, "")


def state_of_domain(host: str) -> str:
    """Return the ISO 3166 code of the state under whose top-level domain a host lies, "" for others (.com, .io)."""
    label = host.rpartition(".")[2].upper()
    code = _DOMAINS.get(label, label)
    return code if code in _state_names() and label not in _SOLD else ""


def country_of(place: str) -> str:
    """Return the ISO 3166 code of the state that a place of this module lies in or is, "" where that is not known."""
    return _index().countries.get(place, "")


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
