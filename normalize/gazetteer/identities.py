"""Which known organisation a name means, and which body of state: МИД Латвии and the Latvian Foreign Ministry are one.

>>> identify("МИД Латвии").ids == identify("Latvian Foreign Ministry").ids
True
>>> identify("МИД").is_bare, identify("МИД").ids
(True, frozenset())

A body that many states have (``body_heads.tsv``) belongs to the state, region or town that its name gives; without one it is
bare, and nobody's. Other organisations are those of the gazetteer and of the curated list.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from normalize.gazetteer.curated import known_organisations
from normalize.gazetteer.lookup import organisations_of_gazetteer
from normalize.gazetteer.territories import places_named, places_within, state_of
from normalize.morphology.phrases import strip_acronym_ending
from normalize.resources import once, read_rows
from normalize.words import analyzer

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’&+][^\W_]+)*\+?")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_DROPPED = frozenset({"the", "of", "for", "and", "a", "по", "и"})
_STATE_WORDS = frozenset({"республика", "republic", "королевство", "kingdom", "state", "государство"})
"""They stand beside the name of an owner: Ministry of Finance of the Republic of Latvia."""
_LONGEST = 12
"""Words of the longest name that is looked up."""
_BODY_SORTS = frozenset(
    {"ministry", "court", "parliament", "service", "agency", "military", "bank", "other", "institute"}
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known about an organisation's name.

    Attributes:
        ids: the organisations it may mean; empty for an unknown name and for a bare body.
        body: the sort of body (``foreign``, ``supreme_court``), "" for other organisations.
        owners: ids of the places it may belong to, see `normalize.gazetteer.territories`.
        sort: what a listed organisation is (media, brand, ministry …), "" where that is not known.
    """

    ids: frozenset[str] = frozenset()
    body: str = ""
    owners: frozenset[str] = frozenset()
    sort: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether it is a body without its owner: МИД."""
        return bool(self.body) and not self.owners


@dataclass(slots=True)
class _Tables:
    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    sorts: dict[str, str] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    full: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


_UNKNOWN = Identity()


def _words(text: str) -> list[str]:
    return [word.replace(".", "") for word in _WORD.findall(text.replace("«", " ").replace("»", " "))]


@functools.lru_cache(maxsize=100_000)
def _base(word: str) -> str:
    """Dictionary form, capitals kept for acronyms (ИГ is no игра, US no us)."""
    if word.isupper() and len(word) > 1:
        return word
    lower = word.casefold().replace("ё", "е").replace("’", "'")
    if not _CYRILLIC.search(lower):
        return lower
    short = strip_acronym_ending(word)
    return short if short != word else str(analyzer().parse(lower)[0].normal_form).replace("ё", "е")


def _keys(words: Sequence[str]) -> Iterator[str]:
    """How a name is looked up: as written and by dictionary forms; capitals count in acronyms alone."""
    kept = [word for word in words if word.casefold() not in _DROPPED]
    if kept:
        acronym = len(kept) == 1 and kept[0].isupper()
        yield kept[0] if acronym else " ".join(word.casefold().replace("ё", "е").replace("’", "'") for word in kept)
        yield " ".join(map(_base, kept))


@once
def _heads() -> dict[str, str]:
    """Key of a body's name to the sort of body."""
    found: dict[str, str] = {}
    for body, _, russian, english in read_rows("normalize.gazetteer", "body_heads.tsv", columns=4):
        for name in (*russian.split("|"), *english.split("|")):
            for key in _keys(_words(name)):
                found.setdefault(key, body)
    return found


@once
def _head_words() -> dict[str, list[frozenset[str]]]:
    """First word of every body's name to the words of those names, as `_keys` writes them."""
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for key in _heads():
        first, *rest = key.split(" ")
        found[first].append(frozenset(rest))
    return found


def _has_head(words: Sequence[str]) -> bool:
    """Whether all words of some body's name are among the words: a quick look, before places are looked for."""
    heads = _head_words()
    forms = {
        form for word in words for form in (word, word.casefold().replace("ё", "е").replace("’", "'"), _base(word))
    }
    return any(rest <= forms for form in forms for rest in heads.get(form, ()))


def _body(words: Sequence[str]) -> tuple[str, frozenset[str]]:
    """(sort of body, owners) of a name that is nothing but a body and its owner; ("", none) for others."""
    heads = _heads()
    body = next((heads[key] for key in _keys(words) if key in heads), "")
    if body:
        return body, frozenset()
    if not _has_head(words):
        return "", frozenset()
    for start, end, places in places_within(words):
        rest = [*words[:start], *words[end:]]
        for kept in (rest, [word for word in rest if _base(word) not in _STATE_WORDS]):
            body = next((heads[key] for key in _keys(kept) if key in heads), "")
            if body:
                owners = places_named(" ".join(words[start:end])) or places
                return body, frozenset(filter(state_of, owners)) or owners
    return "", frozenset()


@once
def _tables() -> _Tables:
    tables = _Tables()
    rows: list[tuple[str, str, str, tuple[str, ...]]] = []
    for entry in organisations_of_gazetteer():
        names = tuple(n for n in (entry.name_en, entry.name_ru, *entry.aliases) if n not in entry.ambiguous)
        rows.append((entry.id, "", "", names))
    for number, name in enumerate(known_organisations()):
        rows.append((f"organisation-{number}", name.sort, name.country, tuple(name.spellings())))
    heads = _heads()
    for row, sort, country, names in rows:
        found: list[list[str]] = []
        body, shared = "", Counter[str]()
        for text in names:
            words = _words(text)
            keys = list(dict.fromkeys(_keys(words)))
            if not keys or any(key in heads for key in keys):
                continue
            found.append(keys)
            for twin in {twin for key in keys for twin in tables.ids.get(key, ()) if _fits(tables, twin, country)}:
                shared[twin] += 1 + (len(words) > 1)
            if not body and (not sort or sort in _BODY_SORTS) and 1 < len(words) <= _LONGEST:
                kind, owners = _body(words)
                body = f"{kind}-{min(owners)}" if kind and len(owners) == 1 else ""
        own = max(sorted(shared), key=shared.__getitem__, default="")
        own = own if shared[own] > 1 else tables.bodies.get(body, "") or row  # one short name is too little
        if body:
            tables.bodies.setdefault(body, own)
        tables.sorts[own] = tables.sorts.get(own) or sort
        tables.countries[own] = tables.countries.get(own) or country
        tables.full[own] += [text for text in names if " " in text]
        for key in {key for keys in found for key in keys}:
            tables.ids[key].add(own)
    return tables


def _fits(tables: _Tables, row: str, country: str) -> bool:
    other = tables.countries.get(row, "")
    return not country or not other or country == other


@functools.lru_cache(maxsize=100_000)
def identify(name: str) -> Identity:
    """Return what is known about a name in Russian (any case) or English; an empty identity for an unknown one."""
    words = _words(name)
    if not words or len(words) > _LONGEST:
        return _UNKNOWN
    body, owners = _body(words)
    if body and not owners:
        return Identity(body=body)
    tables = _tables()
    if body:
        keys = (f"{body}-{owner}" for owner in owners)
        return Identity(frozenset(tables.bodies.get(key, f"body-{key}") for key in keys), body, owners)
    ids = next((tables.ids[key] for key in _keys(words) if key in tables.ids), None)
    if ids is None:
        ids = _beside_its_state(words, tables)
    if not ids:
        return _UNKNOWN
    return Identity(frozenset(ids), sort=tables.sorts.get(min(ids), ""))


def _beside_its_state(words: Sequence[str], tables: _Tables) -> set[str]:
    """Organisations named with the state they belong to: Федеральное бюро расследований США is the ФБР."""
    for start, end, places in places_within(words):
        states = {state_of(place) for place in places} - {""}
        rest = [*words[:start], *words[end:]]
        for key in _keys(rest) if states and rest else ():
            found = {row for row in tables.ids.get(key, ()) if tables.countries.get(row) in states}
            if found:
                return found
    return set()


def full_names(organisation: str) -> tuple[str, ...]:
    """Return the listed names of several words of an id that `identify` gave."""
    return tuple(_tables().full.get(organisation, ()))


def english_title(body: str) -> str:
    """Return the English title of a sort of body: Ministry of Foreign Affairs."""
    return _titles()[body][0]


def russian_title(body: str) -> str:
    """Return the Russian name of a sort of body: Министерство иностранных дел."""
    return _titles()[body][1]


@once
def _titles() -> dict[str, tuple[str, str]]:
    rows = read_rows("normalize.gazetteer", "body_heads.tsv", columns=4)
    return {body: (english, russian.split("|")[0]) for body, english, russian, _ in rows}


def country_of_organisation(organisation: str) -> str:
    """Return the ISO 3166 code of the state that a listed organisation belongs to, "" where the list says nothing."""
    return _tables().countries.get(organisation, "")
