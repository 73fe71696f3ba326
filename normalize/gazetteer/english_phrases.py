"""English of a Russian organisation or building that is called by ordinary words: adjectives, a noun, what stands behind it.

    >>> english_phrase("Псковская областная больница"), english_phrase("Театр имени Вахтангова")
    ('Pskov Regional Hospital', 'Vakhtangov Theatre')

A name is translated where its noun is listed and every word behind the noun is understood; an adjective made of a place's name
becomes that place, others that are not listed are romanised. Words are in english_phrases.tsv.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from normalize.gazetteer.curated import known_names
from normalize.gazetteer.lookup import lookup
from normalize.gazetteer.territories import names_of, places_named, places_of_word
from normalize.kinds import PERSON, PLACE
from normalize.morphology.dictionary import base
from normalize.morphology.paradigms import Asked
from normalize.morphology.persons import lemmas
from normalize.resources import once, read_rows
from normalize.transliteration.romanize import romanize
from normalize.words import plain_lower

_ADJECTIVE = re.compile("(?:[иыо]й|ая|яя|[оеи]е|[иы]е)\\Z")
_CALLED_AFTER = frozenset({"имени", "им", "им."})
_NUMBER = re.compile(r"№\s?(\d+(?:-[А-Яа-я])?)|(?<=\s)(\d+)\Z")
_ORDINAL = re.compile(r"(\d+)-(?:[йяе]|ая|ый|ой|ое)\Z")
_QUOTED = re.compile(r"[«\"„“](?P<core>[^«»\"„“”]+)[»\"“”]\s*\Z")
_REGION = re.compile(r" (?:Region|Oblast|Krai|Republic|District|Okrug|River)\Z")
_UNNAMED = re.compile(r"place-\d")
"""Ids of the places that the gazetteer does not name itself, which are the smaller ones: Самар beside Самара."""
_SAME_LETTERS = 4
"""Letters that an adjective and its place share: тверской and Тверь, not ленинский and Байконыр."""
_LONGEST_NOUN = 4
GENITIVE = Asked((0.02, 0.9, 0.02, 0.02, 0.02, 0.02))
"""What is asked of a name that something is called after: Военная академия имени Жукова."""


class _Words(NamedTuple):
    noun: dict[str, str]
    adjective: dict[str, str]
    complement: dict[str, str]
    of: dict[str, str]


@once
def _words() -> _Words:
    tables: dict[str, dict[str, str]] = {"noun": {}, "adjective": {}, "complement": {}, "of": {}}
    for russian, kind, english in read_rows("normalize.gazetteer", "english_phrases.tsv", columns=3):
        tables[kind][russian] = english
    return _Words(**tables)


@once
def _state_adjectives() -> dict[str, str]:
    rows = read_rows("normalize.gazetteer", "state_adjectives.tsv", columns=3)
    return {f"state-{code.lower()}": english.partition("|")[0] for code, _, english in rows}


def _ordinal(number: str) -> str:
    last = int(number) % 100
    ending = "th" if last in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(last % 10, "th")
    return f"{number}{ending}"


def _adjective(word: str) -> str:
    """English of one adjective; romanised where it is neither listed nor made of a place's name."""
    numbered = _ORDINAL.search(word)
    if numbered:
        return _ordinal(numbered[1])
    listed = _words().adjective.get(base(word))
    if listed:
        return listed
    own = plain_lower(word)[:_SAME_LETTERS]
    places = [(place, *names_of(place)) for place in sorted(places_of_word(word))]
    near = [(place, english) for place, english, russian in places if plain_lower(russian)[:_SAME_LETTERS] == own]
    states = [place for place, _ in near if place in _state_adjectives()]
    if states:
        return _state_adjectives()[states[0]]
    towns = {english for place, english in near if not _REGION.search(english) and not _UNNAMED.match(place)}
    towns = towns or {english for _, english in near if not _REGION.search(english)}
    if len(towns) == 1:
        return towns.pop()
    return romanize(word[:1].upper() + word[1:])  # with its ending: Красносельская больница is Krasnoselskaya


def _person(words: Sequence[str]) -> str:
    """Whom something is called after, in the genitive, by the family name; by the full name where it is given."""
    genitive = " ".join(re.sub(r"\.(?=\S)", ". ", word) for word in words)
    parts = [word for word in genitive.split(" ") if not word.endswith(".")]
    nominative = lemmas(" ".join(parts), cases=GENITIVE)[0].text
    known = known_names(nominative, PERSON)
    return known[0].en if len(known) == 1 else romanize(nominative)


def _place(words: Sequence[str]) -> str:
    """English of a place in the genitive, "" for what is none."""
    text = " ".join(words)
    entries = lookup(text, PLACE)
    if len(entries) == 1:
        name = entries[0].name_en
    else:
        names = {names_of(place)[0] for place in places_named(text)}
        name = min(names, key=len) if names and len({n.split(" ")[0] for n in names}) == 1 else ""
    return f"the {name}" if name.startswith("United ") else name


def _head(words: Sequence[str]) -> tuple[int, int, str]:
    """(first word, one past the last, English) of the noun behind leading adjectives; (0, 0, "") for none."""
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_NOUN, len(words) - at), 0, -1):
            group = words[at : at + size]
            nominative = " ".join(
                (base(group[0]) if size == 1 else plain_lower(group[0]), *map(plain_lower, group[1:]))
            )
            if nominative in _words().noun:
                return at, at + size, _words().noun[nominative]
        if not _ADJECTIVE.search(words[at]) and not _ORDINAL.search(words[at]):
            break
        at += 1
    return 0, 0, ""


def begins_with_word(name: str) -> bool:
    """Whether a name begins with an adjective that is translated: Ботанический сад, not Троицкий мост."""
    return base(name.partition(" ")[0]) in _words().adjective


def english_phrase(name: str) -> str:
    """Translate a name made of ordinary words, "" where its noun or a word behind it is not understood.

    Args:
        name: the nominative in Russian.
    """
    quoted = _QUOTED.search(name)
    core = romanize(quoted["core"]) if quoted else ""
    plain = name[: quoted.start()] if quoted else name
    number = _NUMBER.search(plain)
    words = _NUMBER.sub("", plain).split()
    start, end, noun = _head(words)
    rest = list(words[end:])
    if not noun or (len(words) == 1 and not number and not core):
        return ""
    after = before = of = ""
    called = next((i for i, word in enumerate(rest) if word.lower() in _CALLED_AFTER), None)
    if called is not None:
        after, rest = _person(rest[called + 1 :]), rest[:called]
    for size in range(len(rest), 0, -1):
        first = plain_lower(" ".join(rest[:size]))
        if first in _words().complement or first in _words().of:
            before = _words().complement.get(first, "")
            of = f" of {_words().of[first]}" if first in _words().of else ""
            rest = rest[size:]
            break
    place = _place(rest) if rest else ""
    if rest and not place:
        if after or core or not all(word[:1].isupper() and word.isalpha() for word in rest):
            return ""
        after = _person(rest)  # Театр Вахтангова, Администрация Трампа, Завод Электрон
    of += f" of {place}" if place else ""
    pieces = [core, after, *map(_adjective, words[:start]), before, noun]
    shown = " ".join(piece for piece in pieces if piece)
    return f"{shown}{f' No. {number[1] or number[2]}' if number else ''}{of}"
