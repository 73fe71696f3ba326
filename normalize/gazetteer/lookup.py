"""A small list of organisations and places that texts name by unrelated names: МКС and ISS, МИД, United States and США.

>>> [entry.name_en for entry in lookup("МКС")]
['International Space Station']
>>> lookup("Роскосмоса")[0].external_ids, lookup("США")[0].external_ids
({}, {'iso3166': 'US', 'wikidata': 'Q30'})

The data files are ``data/gazetteer.tsv`` (curated), ``gazetteer_capitals.tsv`` and ``gazetteer_states.tsv`` (from CLDR).
"""

import functools
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from normalize.gazetteer.curated import name_key
from normalize.kinds import ORGANISATION, PLACE, Kind, check_kind
from normalize.morphology.organisations import organisation_lemma
from normalize.morphology.phrases import strip_acronym_ending
from normalize.morphology.places import place_lemma
from normalize.resources import read_rows
from normalize.text.clean_name import clean_name
from normalize.text.script import has_cyrillic

_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One organisation or place.

    Attributes:
        id: stable and readable: ``mid-ru``, ``state-us``, ``capital-us``.
        kind: "organisation" or "place".
        name_en: the usual English name.
        name_ru: the usual Russian name, nominative.
        aliases: other names in either language, those that others bear as well included.
        ambiguous: those of the names that others bear as well (ЦБ, State Department of another state).
        external_ids: identifiers elsewhere: ``wikidata``, ``iso3166``; empty where none is certain.
    """

    id: str
    kind: Kind
    name_en: str
    name_ru: str
    aliases: tuple[str, ...]
    ambiguous: frozenset[str]
    external_ids: dict[str, str] = field(hash=False, compare=False)


def _entry(entry_id: str, kind: Kind, name_en: str, name_ru: str, aliases: str, ids: str) -> GazetteerEntry:
    names = [name for name in aliases.split("|") if name]
    return GazetteerEntry(
        entry_id,
        kind,
        name_en.removesuffix("?"),
        name_ru.removesuffix("?"),
        tuple(dict.fromkeys(name.removesuffix("?") for name in names)),
        frozenset(name.removesuffix("?") for name in (name_en, name_ru, *names) if name.endswith("?")),
        dict(pair.split("=", 1) for pair in ids.split()),
    )


def _entries() -> Iterator[GazetteerEntry]:
    for row in read_rows("normalize.gazetteer", "gazetteer.tsv", columns=6):
        entry_id, kind, *rest = row
        yield _entry(entry_id, check_kind(kind), *rest)
    for prefix, name in (("state", "gazetteer_states.tsv"), ("capital", "gazetteer_capitals.tsv")):
        for code, *row in read_rows("normalize.gazetteer", name, columns=5):
            yield _entry(f"{prefix}-{code.lower()}", PLACE, *row)


@functools.cache
def _load() -> dict[str, tuple[tuple[GazetteerEntry, bool], ...]]:
    """Key of a name to the entries that bear it, each with True where the name is not theirs alone."""
    table: dict[str, dict[str, tuple[GazetteerEntry, bool]]] = {}
    for entry in _entries():
        for name in (entry.name_en, entry.name_ru, *entry.aliases):
            for key in {name_key(name), name_key(name.upper()) if name.islower() else name_key(name)}:
                row = table.setdefault(key, {})
                doubtful = name in entry.ambiguous and row.get(entry.id, (entry, True))[1]
                row[entry.id] = (entry, doubtful)
    return {key: tuple(row.values()) for key, row in table.items()}


def _table() -> dict[str, tuple[tuple[GazetteerEntry, bool], ...]]:
    with _lock:
        return _load()


@functools.lru_cache(maxsize=100_000)
def _found(text: str) -> tuple[tuple[GazetteerEntry, bool], ...]:
    table = _table()
    cleaned = clean_name(text).text
    found = table.get(name_key(cleaned))
    if found or not cleaned:
        return found or ()
    acronym = strip_acronym_ending(cleaned)
    found = table.get(name_key(acronym)) if acronym != cleaned else None
    if found:
        return found
    if not has_cyrillic(cleaned):
        return table.get(name_key(organisation_lemma(cleaned).core), ())
    parsed = organisation_lemma(cleaned)
    for form in (parsed.core, f"{parsed.descriptor} {parsed.core}", place_lemma(cleaned)):
        found = table.get(name_key(form), ())
        if form == parsed.core and parsed.descriptor:  # паром «Эстония» is called after a state and is none
            found = tuple(row for row in found if row[0].kind == ORGANISATION)
        if found:
            return found
    return ()


def places_of_gazetteer() -> Iterator[GazetteerEntry]:
    """Yield the places of the list: states, capitals and others."""
    return (entry for entry in _entries() if entry.kind == PLACE)


def organisations_of_gazetteer() -> Iterator[GazetteerEntry]:
    """Yield the organisations of the list."""
    return (entry for entry in _entries() if entry.kind == ORGANISATION)


def lookup(name: str, kind: Kind | None = None) -> tuple[GazetteerEntry, ...]:
    """The entries that bear a name.

    Args:
        name: a name in Russian (any case) or English, with or without legal form and quotes; acronyms in capitals.
        kind: "organisation" or "place" to have these only.

    Returns:
        Usually none or one; several for a name that several bear (Конго). See `is_ambiguous` for names that organisations
        outside the list bear too.
    """
    return tuple(entry for entry, _ in _found(name) if kind in {None, entry.kind})


def lookup_nominative(name: str, kind: Kind) -> tuple[GazetteerEntry, ...]:
    """The same for a name in the nominative and without legal form: no case is undone, which makes it fast."""
    return tuple(entry for entry, _ in _table().get(name_key(clean_name(name).text), ()) if entry.kind == kind)


def is_ambiguous(name: str, entry: GazetteerEntry) -> bool:
    """Whether an entry bears this name, and others, in the list or outside it, bear it as well (ЦБ, МИД, Congo)."""
    found = _found(name)
    return len({other.id for other, _ in found}) > 1 or any(
        doubtful for other, doubtful in found if other.id == entry.id
    )
