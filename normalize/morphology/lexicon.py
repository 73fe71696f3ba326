"""Dictionary knowledge about single Russian words: pymorphy3's OpenCorpora dictionary, loaded once.

Only words that the dictionary holds are looked up; guesses about unknown words come from `normalize.paradigms`, which
is faster and knows names better.
"""

import functools
import importlib.util
import threading
from pathlib import Path
from typing import Any

from normalize.morphology.paradigms import Reading, readings
from normalize.resources import once, read_rows
from normalize.words import analyzer, plain_lower

_NATASHA_LISTS = {"n": "first.txt", "s": "last.txt"}
_MASCULINE_OF = (("ская", ("ский",)), ("цкая", ("цкий",)), ("ая", ("ый", "ой", "ий")), ("яя", ("ий",)))
CASES_OF_TAGS = {
    "nomn": "nom", "gent": "gen", "gen2": "gen", "datv": "dat", "accs": "acc", "ablt": "ins", "loct": "loc", "loc2": "loc",
}  # fmt: skip
_lock = threading.RLock()
_ROLES = {"Surn": "s", "Name": "n", "Patr": "p"}
_FIXED = 0.2
"""How likely they are beside others: Карине is rather a form of Карина, Алию of Алия."""
_OBLIQUE_VOWELS = frozenset("еюу")
"""Given names that end so and do not decline are rare beside those of which that is a case form."""


def _nominative(parse: Any, gender: str) -> str:
    """Nominative singular of one parse, keeping its gender (feminine surnames and patronymics stay feminine)."""
    if "Fixd" in parse.tag or parse.tag.case == "nomn":
        return str(parse.word)
    if gender == "m" or "Name" in parse.tag:
        return str(parse.normal_form)
    inflected = parse.inflect({"sing", "nomn", "femn"})
    return str(inflected.word if inflected else parse.normal_form)


def _patronymics_as_spelled(word: str, found: list[Reading]) -> list[Reading]:
    """The dictionary gives Васильевича the lemma Василиевич; the declension table keeps the spelling."""
    if not any(r.role == "p" for r in found):
        return found
    spelled = {(r.gender, r.case): r.lemma for r in readings(word) if r.role == "p"}
    return [r._replace(lemma=spelled.get((r.gender, r.case), r.lemma)) if r.role == "p" else r for r in found]


def _missing_women(word: str, found: list[Reading]) -> list[Reading]:
    """The woman's nominative (Пескова) where the dictionary has only the man's genitive that is spelled the same."""
    if not word.endswith(("ова", "ева", "ёва", "ина", "ына")):
        return []
    genitives = [r for r in found if r.role == "s" and r.gender == "m" and r.case == "gen"]
    if not genitives or any(r.gender == "f" for r in found):
        return []
    return [Reading(word, "f", "nom", "s", genitives[0].weight)]


@functools.lru_cache(maxsize=100_000)
def name_readings(word: str) -> tuple[Reading, ...]:
    """Readings of a lower-case word that the dictionary holds as a given name, patronymic or surname, singular.

    Weights sum to 1. Empty when the dictionary does not know the word as a name.
    """
    morph = analyzer()
    if not morph.word_is_known(word):
        return ()
    found: list[Reading] = []
    for parse in morph.parse(word):
        tag = parse.tag
        role = next((short for long, short in _ROLES.items() if long in tag), "")
        if not role or tag.number != "sing" or tag.case not in CASES_OF_TAGS:
            continue
        genders = {"masc": "m", "femn": "f"}.get(tag.gender, "mf")
        unlikely = role == "n" and "Fixd" in tag and word[-1] in _OBLIQUE_VOWELS
        weight = float(parse.score) / len(genders) * (_FIXED if unlikely else 1.0)
        found.extend(
            Reading(_nominative(parse, gender), gender, CASES_OF_TAGS[tag.case], role, weight) for gender in genders
        )
    found = _patronymics_as_spelled(word, found) + _missing_women(word, found)
    share = _ambiguous_shares().get(word)
    if share is not None:
        found = [r._replace(weight=share if r.gender == "f" else (1 - share) / 2) for r in found if r.role == "n"]
    total = sum(r.weight for r in found) or 1.0
    return tuple(Reading(r.lemma, r.gender, r.case, r.role, r.weight / total) for r in found)


@functools.lru_cache(maxsize=10_000)
def place_readings(word: str) -> tuple[Reading, ...]:
    """Readings of a lower-case word that the dictionary holds as a place, masculine or feminine singular; their role is "".

    Words that do not decline, plurals and neuters have none.
    """
    found = []
    for parse in analyzer().parse(word):
        tag = parse.tag
        gender = {"masc": "m", "femn": "f"}.get(tag.gender)
        if "Geox" in tag and "Fixd" not in tag and gender and tag.number == "sing" and tag.case in CASES_OF_TAGS:
            found.append(Reading(str(parse.normal_form), gender, CASES_OF_TAGS[tag.case], "", float(parse.score)))
    return tuple(found)


@functools.lru_cache(maxsize=100_000)
def noun_lemmas(word: str) -> frozenset[str]:
    """Nominatives of a lower-case form that the dictionary holds as a noun in the singular: Глюкозы, Волка, Кордоба."""
    if not is_known(word):
        return frozenset()
    return frozenset(
        str(parse.normal_form)
        for parse in analyzer().parse(word)
        if parse.tag.POS == "NOUN" and parse.tag.number == "sing" and not {"Surn", "Name", "Patr"} & parse.tag.grammemes
    )


@functools.cache
def _ambiguous_shares() -> dict[str, float]:
    rows = read_rows("normalize.morphology", "lemma_ambiguous_given.tsv", columns=2)
    return {form.lower(): float(share) for form, share in rows}


@functools.cache
def _extra_given_names() -> dict[str, tuple[str, float]]:
    rows = read_rows("normalize.morphology", "lemma_given_names.tsv", columns=4)
    return {name.lower(): (gender, float(weight)) for name, gender, weight, _ in rows}


def extra_given_names() -> dict[str, tuple[str, float]]:
    """Given names beyond the dictionary: lower-case nominative to (gender, weight)."""
    with _lock:
        return _extra_given_names()


@once
def nominatives() -> dict[str, str]:
    """Family names, organisations and places that end like case forms, beyond the dictionary.

    Returns:
        Lower-case nominative to the genders of its bearers: "m", "f" or "mf".
    """
    rows = read_rows("normalize.morphology", "lemma_nominatives.tsv", columns=3)
    return {name.lower(): genders for name, genders, _ in rows}


@once
def known_persons() -> tuple[frozenset[str], frozenset[str]]:
    """(whole names, family names) of the curated people with an established English spelling, in lower case with е for ё."""
    full, family = set(), set()
    for name, _, variants, *_ in read_rows("normalize.gazetteer", "known_people.tsv", columns=5, required=2):
        for text in filter(None, (name, *variants.split(";"))):
            full.add(plain_lower(text))
            if " " in text:
                family.add(plain_lower(text.rpartition(" ")[2]))
    return frozenset(full), frozenset(family)


@once
def known_nominatives() -> tuple[frozenset[str], frozenset[str]]:
    """(organisations, places) of the curated lists as their nominatives are written, in lower case with е for ё."""
    organisations: set[str] = set()
    places: set[str] = set()
    for name, short, _, _, variants, *_ in read_rows(
        "normalize.gazetteer", "known_organisations.tsv", columns=8, required=3
    ):
        organisations.update(map(plain_lower, filter(None, (name, short, *variants.split(";")))))
    for name, _, variants, *_ in read_rows("normalize.gazetteer", "known_places.tsv", columns=6, required=2):
        places.update(map(plain_lower, filter(None, (name, *variants.split(";")))))
    return frozenset(organisations), frozenset(places)


@functools.lru_cache(maxsize=100_000)
def known_place(word: str) -> str:
    """The nominative of a curated one-word place that a lower-case word, which the dictionary lacks, is a form of; or ""."""
    if is_known(word):
        return ""
    places = known_nominatives()[1]
    if plain_lower(word) in places:
        return word
    return next((reading.lemma for reading in readings(word) if plain_lower(reading.lemma) in places), "")


@functools.lru_cache(maxsize=100_000)
def listed_nominative(word: str) -> str:
    """The one of `nominatives` that a lower-case word is a form of; "" for other words."""
    listed = nominatives()
    return next((reading.lemma for reading in readings(word) if reading.lemma in listed), "")


@functools.lru_cache(maxsize=100_000)
def is_known(word: str) -> bool:
    """Whether the dictionary holds the lower-case word, as a name or otherwise."""
    return bool(analyzer().word_is_known(word))


@functools.cache
def _name_list(role: str) -> frozenset[str]:
    spec = importlib.util.find_spec("natasha")  # found, not imported: importing natasha needs pymorphy2
    places = (spec.submodule_search_locations if spec else None) or []
    paths = [Path(place) / "data" / "dict" / _NATASHA_LISTS[role] for place in places]
    return frozenset(word for path in paths if path.is_file() for word in path.read_text(encoding="utf-8").split())


def is_listed(lemma: str, role: str) -> bool:
    """Whether natasha's lists of first names (7,658) or surnames (182,338) hold the lower-case nominative.

    A woman's surname counts as listed when the man's is. Always False when natasha's data files are not installed.

    Args:
        lemma: lower case.
        role: "n" given name or "s" surname; other roles have no list.
    """
    if role not in _NATASHA_LISTS:
        return False
    with _lock:
        listed = _name_list(role)
    if lemma in listed:
        return True
    if role == "s" and lemma.endswith(("ова", "ева", "ёва", "ина", "ына")):
        return lemma[:-1] in listed
    for feminine, masculine in _MASCULINE_OF:
        if role == "s" and lemma.endswith(feminine):
            return any(lemma.removesuffix(feminine) + ending in listed for ending in masculine)
    return False
