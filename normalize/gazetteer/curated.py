"""Names with an established English spelling, written for this project: people, organisations, places, things, acronyms.

>>> [name.en for name in known_names("Хасан Насралла")]
['Hassan Nasrallah']

A row says how a name is spelled, not who is meant: `known_names` is no identification, and a body that many states have
(МИД) is a row without a country.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from normalize.kinds import ORGANISATION, PERSON, PLACE
from normalize.morphology.legal_forms import legal_forms
from normalize.resources import once, read_rows

THING = "thing"
"""Ships, weapons, spacecraft, vaccines, films …: names, but of no person, organisation or place."""

LEGAL_FORM = "legal_form"
"""The kind of an acronym's meaning that is no organisation but its legal form: ООО."""

_ARTICLE = re.compile(r"\Athe\s+")
_MARKS = re.compile(r"[\"'’«»“”„().,]")
_GAPS = re.compile(r"[\s–—-]+")
_FIRST_WORD = re.compile(r"[^\w-]")
_CAPITALS = 2
_ACRONYM_LETTERS = 6
"""An all-capitals word up to this long is looked up as written: US is not us."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name and its English.

    Attributes:
        ru: the Russian nominative, as printed.
        en: the English name, as printed.
        kind: person, organisation, place or thing.
        sort: what it is more closely (ministry, club, brand, region, city, ship …); for a person a hint, no identification.
        country: ISO 3166 code of its state; "" for none or for a name that bodies of many states share.
        acronym_ru: "" for none.
        acronym_en: "" for none.
        class_word: the noun that usually stands before a thing's name.
        variants_ru: other Russian names of the same.
        variants_en: other English names of the same; not aligned with `variants_ru`.
    """

    ru: str
    en: str
    kind: str
    sort: str
    country: str = ""
    acronym_ru: str = ""
    acronym_en: str = ""
    class_word: str = ""
    variants_ru: tuple[str, ...] = ()
    variants_en: tuple[str, ...] = ()

    def spellings(self) -> Iterator[str]:
        """Yield every name in either language, the preferred ones first."""
        yield from filter(None, (self.ru, self.en, self.acronym_ru, self.acronym_en))
        yield from self.variants_ru
        yield from self.variants_en


@dataclass(frozen=True, slots=True)
class Acronym:
    """An acronym and what English text has in its place.

    Attributes:
        ru: as written, capitals included.
        full_ru: in full.
        en_short: what replaces it in running text: FSB, road accident; several of equal right, the preferred one first.
        en_full: in full, likewise.
        kind: organisation, title, finance, medical …
        only_when: words (dictionary forms) or tokens (NUM_BEFORE, NUM_AFTER, NAME_AFTER, NAME_BESIDE, YEAR_AFTER,
            IN_BRACKETS) of which one must stand beside it; empty for an acronym that means this everywhere.
    """

    ru: str
    full_ru: str
    en_short: tuple[str, ...]
    en_full: tuple[str, ...]
    kind: str
    only_when: tuple[str, ...] = field(default=())


def name_key(text: str) -> str:
    """Return the form in which names are looked up: quotes and articles gone, ё as е, lower case but for acronyms."""
    plain = _MARKS.sub("", text).strip().replace("ё", "е").replace("Ё", "Е")
    if plain.isupper() and len(plain) <= _ACRONYM_LETTERS and " " not in plain:
        return plain
    return _GAPS.sub(" ", _ARTICLE.sub("", plain.casefold())).strip()


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))


@once
def known_people() -> tuple[KnownName, ...]:
    """The rows of known_people.tsv (10,000; the four tables load in 0.1 s together)."""
    rows = read_rows("normalize.gazetteer", "known_people.tsv", columns=5, required=2)
    return tuple(
        KnownName(ru, en, PERSON, hint, variants_ru=_parts(vru), variants_en=_parts(ven))
        for ru, en, vru, ven, hint in rows
    )


@once
def known_organisations() -> tuple[KnownName, ...]:
    """The rows of known_organisations.tsv."""
    rows = read_rows("normalize.gazetteer", "known_organisations.tsv", columns=8, required=3)
    return tuple(
        KnownName(ru, en, ORGANISATION, sort, country, short_ru, short_en, "", _parts(vru), (*others, *_parts(ven)))
        for ru, short_ru, english, short_en, vru, ven, sort, country in rows
        for en, *others in [_parts(english)]  # of equal right, the preferred one first
    )


@once
def known_places() -> tuple[KnownName, ...]:
    """The rows of known_places.tsv."""
    rows = read_rows("normalize.gazetteer", "known_places.tsv", columns=6, required=2)
    return tuple(
        KnownName(ru, en, PLACE, sort, country, variants_ru=_parts(vru), variants_en=_parts(ven))
        for ru, en, vru, ven, sort, country in rows
    )


@once
def known_things() -> tuple[KnownName, ...]:
    """The rows of known_things.tsv."""
    rows = read_rows("normalize.gazetteer", "known_things.tsv", columns=6, required=2)
    return tuple(
        KnownName(ru, en, THING, sort, class_word=class_word, variants_ru=_parts(vru), variants_en=_parts(ven))
        for ru, en, vru, ven, sort, class_word in rows
    )


@once
def _by_key() -> dict[str, tuple[KnownName, ...]]:
    table: dict[str, dict[int, KnownName]] = {}
    for name in (*known_organisations(), *known_places(), *known_people(), *known_things()):
        for spelling in name.spellings():
            table.setdefault(name_key(spelling), {})[id(name)] = name
    return {key: tuple(names.values()) for key, names in table.items()}


def known_names(text: str, kind: str = "") -> tuple[KnownName, ...]:
    """Return the rows that have a name among their spellings, in either language.

    Args:
        text: a nominative, in any letter case.
        kind: person, organisation, place or thing; "" for any.
    """
    return tuple(name for name in _by_key().get(name_key(text), ()) if not kind or name.kind == kind)


def _legal_form_meanings() -> dict[str, Acronym]:
    """Form → its meaning, for the legal forms that have an English."""
    return {
        row.form: _acronym(row.form, row.full, row.en_short, row.en_full, LEGAL_FORM, row.only_when)
        for row in legal_forms()
        if row.en_short
    }


def _acronym(ru: str, full: str, short: str, long: str, kind: str, when: str) -> Acronym:
    return Acronym(ru, full, _parts(short), _parts(long), kind, tuple(filter(None, when.split("|"))))


@once
def _acronyms() -> dict[str, tuple[Acronym, ...]]:
    table: dict[str, list[Acronym]] = {}
    forms = _legal_form_meanings()
    for row in read_rows("normalize.gazetteer", "acronyms.tsv", columns=6, required=3):
        ru, kind = row[0], row[4]
        table.setdefault(ru, []).append(forms.pop(ru) if kind == LEGAL_FORM else _acronym(*row))
    for ru, meaning in forms.items():
        table.setdefault(ru, []).append(meaning)
    return {ru: tuple(rows) for ru, rows in table.items()}


def acronyms(text: str) -> tuple[Acronym, ...]:
    """Return the meanings of an acronym, written as in Russian text (letter case matters); empty for an unknown one."""
    return _acronyms().get(text, ())


@once
def acronym_words() -> dict[str, tuple[str, ...]]:
    """Acronyms with two capitals or more by their first word, the longest first; those without are ordinary words."""
    table: dict[str, list[str]] = {}
    for ru in _acronyms():
        if sum(letter.isupper() for letter in ru) >= _CAPITALS:
            table.setdefault(_FIRST_WORD.split(ru, maxsplit=1)[0], []).append(ru)
    return {first: tuple(sorted(rows, key=len, reverse=True)) for first, rows in table.items()}
