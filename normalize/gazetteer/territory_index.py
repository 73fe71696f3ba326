"""The known places by their names, words, adjectives, stems and sounds: what `normalize.gazetteer.territories` looks things up in.

Known are the curated places, the states and capitals of the gazetteer; rows that name one place are merged.
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
from normalize.phonetics.readings import readings, sure_sounds
from normalize.resources import once, read_rows
from normalize.transliteration.romanize import romanize
from normalize.words import analyzer

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
CYRILLIC = re.compile("[\u0400-\u04ff]")
SILENT = frozenset({"and", "the", "of", "и"})
_FORMS = 4
"""Readings of a Russian word that are tried; the rest are rarer than any place."""
_COMBINATIONS = 32
LONGEST = 5
"""Words of the longest place name that is looked for inside another name."""
SHORTEST_STEM = 3
"""Sounds a stem must have to stand for a place; two where -ск- follows it (Омск, Уфа)."""
REGION = "region"
CITY = "city"
_SETTLEMENTS = frozenset({CITY, "village"})
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
class Territories:
    """By key: ids of the places that bear a name; see `territories`."""

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


def plain_word(word: str) -> str:
    """Lower case, ё as е, without marks and points."""
    lower = word.casefold().replace("ё", "е").replace(".", "")
    if lower.isascii() or CYRILLIC.search(lower):
        return lower
    return "".join(letter for letter in unicodedata.normalize("NFD", lower) if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """Plain words of a name, without articles and the like."""
    return [word for word in map(plain_word, _WORD.findall(text)) if word not in SILENT]


@functools.lru_cache(maxsize=100_000)
def forms_of(word: str) -> tuple[str, ...]:
    """Dictionary forms of a plain word, the word itself first; places' before others'."""
    if not CYRILLIC.search(word):
        return (word,)
    parses = sorted(analyzer().parse(word), key=lambda parse: "Geox" not in parse.tag)[:_FORMS]
    return tuple(dict.fromkeys((word, *(str(parse.normal_form).replace("ё", "е") for parse in parses))))


def keys_of(words: Sequence[str]) -> Iterator[str]:
    """How a name of several words is looked up: in all combinations of their dictionary forms."""
    for forms in islice(product(*map(forms_of, words)), _COMBINATIONS):
        yield " ".join(forms)


@once
def type_words() -> dict[str, str]:
    """Words that say what a place is, by their sort: region, city."""
    return dict(read_rows("normalize.gazetteer", "territory_types.tsv", columns=2))


def without_type(words: Sequence[str]) -> tuple[list[str], str]:
    """The words that name the place, and the sort that the others give it: "" for none, "?" for contradicting ones."""
    table = type_words()
    kept, sorts = [], set()
    for word in words:
        sort = next((table[form] for form in forms_of(word) if form in table), "")
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
            found[" ".join(words_of(name))].add(f"state-{code.lower()}")
    return found


def _stems(sounds: str) -> Iterator[str]:
    """What may be left of a noun or an adjective made from a place, in the alphabet of sounds."""
    adjective = _ADJECTIVE.fullmatch(sounds)
    if adjective:
        root = adjective["root"]
        cuts = {root, root + adjective["suffix"]}
        yield from (cut for cut in cuts if len(cut) >= SHORTEST_STEM - 1)
        return
    yield sounds
    short = _ENDING.sub("", sounds)
    if len(short) >= SHORTEST_STEM - (len(sounds) <= SHORTEST_STEM):
        yield short
    town = _TOWN.sub("", short)
    if town != short:
        yield town


def stems_of_word(word: str) -> Iterator[str]:
    """What may be left of a word in the alphabet of sounds when the ending of a noun or an adjective goes."""
    for sounds in sure_sounds(word):
        yield from _stems(sounds)


def _merge(places: Iterable[_Place]) -> list[_Place]:
    """Rows that name one place become one: of one sort and state with a common name, or with both names in common."""
    kept: list[_Place] = []
    by_name: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        keys = {" ".join(words_of(name)) for name in place.names}
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
        return plain_word(one.ru) == plain_word(other.ru)
    sorts = {"settlement" if place.sort in _SETTLEMENTS else place.sort for place in (one, other)}
    return len(sorts) == 1 and (one.country == other.country or "" in {one.country, other.country})


def _rows() -> Iterator[_Place]:
    for entry in places_of_gazetteer():
        prefix, _, code = entry.id.rpartition("-")
        country = code.upper() if prefix in {"state", "capital"} else ""
        sort = {"state": "country", "capital": CITY}.get(prefix, "")
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
            core, sort = without_type(words_of(name))
            (titled if sort else bare)[place.country, " ".join(core)].append(place)
    gone: dict[str, _Place] = {}
    for key, found in titled.items():
        country, named = key
        twins = [place for place in bare.get(key, ()) if place.sort in {"country", REGION}]
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
    return next((form for form in forms_of(name) if form in _adjectives()), name) if " " not in name else name


@once
def territories() -> Territories:
    """The tables, built once per process (0.8 s)."""
    index = Territories()
    places = _official(_merge(_rows()))
    of_country = {f"state-{place.country.lower()}": place.id for place in places if place.sort == "country"}
    ids = of_country | {place.id: place.id for place in places}
    for adjective, states in _adjectives().items():  # Hong Kong has an adjective, and is no state
        index.adjectives[adjective] |= {ids[state] for state in states if state in ids}
    towns = {(place.country, plain_word(place.en)): place.id for place in places if place.sort in _SETTLEMENTS}
    for place in places:
        index.countries[place.id] = place.country
        index.names[place.id] = place.en, place.ru
        if place.id.startswith("state-"):
            index.states[place.id] = place.country
        town = towns.get((place.country, " ".join(without_type(words_of(place.en))[0])), place.id)
        for name in dict.fromkeys(place.names):
            _add_name(index, place, name, town)
    for place in places:
        for name in filter(CYRILLIC.search, place.names):
            keys = {" ".join(words_of(romanize(name, scheme))) for scheme in _SCHEMES} if not name.isupper() else set()
            for key in keys:
                if not index.phrases.get(key, set()) - index.romanised.get(key, set()):  # no place's English name
                    index.romanised[key].add(place.id)
                    index.phrases[key].add(place.id)
    for key in (*index.phrases, *index.adjectives):
        first, *rest = key.split(" ")
        if rest:  # one more for "of" and "the"
            index.longest[first] = max(min(len(rest) + 2, LONGEST), index.longest.get(first, 1))
    return index


def _add_name(index: Territories, place: _Place, name: str, town: str) -> None:
    """Index one name of a place.

    Args:
        index: the tables.
        place: the place.
        name: the name.
        town: the id of the town that a region is called after, or the place's own.
    """
    words = words_of(name)
    core, sort = without_type(words)
    for key in keys_of(words):
        index.phrases[key].add(place.id)
    table = index.regions if place.sort == REGION else index.cities if place.sort in _SETTLEMENTS else None
    if table is not None:
        for key in keys_of(core):
            table[key].add(place.id)
    if len(core) != 1 or place.sort in _WHOLE_ONLY or (len(words) != 1 and sort != REGION):
        return
    for form in forms_of(core[0]):
        index.words[form].add(place.id)
    if CYRILLIC.search(core[0]) and not core[0].isupper():
        if len(words) == 1:
            for reading in readings(core[0]):
                index.sounds[reading.sounds].add(place.id)
        for stem in stems_of_word(core[0]):
            index.stems[stem] |= {place.id, town}  # московский is Moscow's as well as the region's
