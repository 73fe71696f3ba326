"""The English name of a Russian one: what is established, else made of its parts, else in Latin letters.

    >>> english_name("Улица Гагарина", "place")
    EnglishName(text='Gagarin Street', known=False)

Every table, translation and command writes a name this way. The order: the gazetteer and the curated lists; a body of state with
its place (state_bodies); ordinary words around a noun (english_phrases); a noun that is translated with a name beside it
(english_nouns.tsv); the press romanisation.
"""

import functools
import re
from collections.abc import Callable
from typing import NamedTuple

from normalize.gazetteer.curated import known_names, known_people
from normalize.gazetteer.english_phrases import GENITIVE, begins_with_word, english_phrase
from normalize.gazetteer.lookup import is_ambiguous, lookup
from normalize.gazetteer.state_bodies import english_body
from normalize.kinds import ORGANISATION, PERSON, PLACE, Kind
from normalize.morphology.families import family_name
from normalize.morphology.persons import lemmas
from normalize.morphology.places import place_lemma
from normalize.resources import once, read_rows
from normalize.text.script import has_cyrillic
from normalize.transliteration.romanize import LANGUAGES, given_name_spellings, romanize
from normalize.words import plain_lower

_SLAVIC = re.compile("(?:[оеё]в|[иы]н|[оеё]ва|[иы]на|ий|ый|ой|ая|ко|[уюа]к|[иы]ч|ец)\\Z")
"""Ends of family names that the romanisation writes as English does; Rachmaninoff is one man's spelling."""
_CALLED_AFTER = re.compile(r"\bим(?:ени|\.)\s")
_NUMERAL = re.compile(r"\b[IVX]+\b")
_RELATIVES = (("старший", "Sr."), ("младший", "Jr."), ("старшая", "Sr."), ("младшая", "Jr."))
_ALONE, _NONE = "=", "-"
_MAX_NOUN_WORDS = 2


class EnglishName(NamedTuple):
    """A name in English, and whether it is an established one."""

    text: str
    known: bool


class _Noun(NamedTuple):
    after: str
    before: str
    is_owned: bool


@once
def _nouns() -> dict[str, _Noun]:
    rows = read_rows("normalize.gazetteer", "english_nouns.tsv", columns=4)
    return {noun: _Noun(after, before, owned == "1") for noun, after, before, owned in rows}


@once
def _owners() -> dict[str, str]:
    return dict(read_rows("normalize.gazetteer", "english_owners.tsv", columns=2))


@once
def _foreign_words() -> tuple[dict[str, str], dict[str, str]]:
    """English by lower-case Russian (given name, family name), where all curated people of that name agree; no Slavic ones."""
    tables: tuple[dict[str, set[str]], dict[str, set[str]]] = {}, {}
    for person in known_people():
        if person.ru.count(" ") == person.en.count(" ") == 1 and "-" not in person.en:
            for table, russian, english in zip(tables, person.ru.split(" "), person.en.split(" "), strict=True):
                table.setdefault(plain_lower(russian), set()).add(english)
    given, family = (
        {word: next(iter(english)) for word, english in table.items() if len(english) == 1 and not _SLAVIC.search(word)}
        for table in tables
    )
    return {word: english for word, english in given.items() if word not in given_name_spellings()}, family


def is_owner(genitive: str) -> bool:
    """Whether streets, squares and parks are called after something that is no person: Победы, Дружбы народов."""
    return plain_lower(genitive) in _owners()


def _known(name: str, kind: Kind) -> str:
    """The established name, "" where none or several are."""
    entries = lookup(name, kind) if kind != PERSON else ()
    if len(entries) == 1 and not is_ambiguous(name, entries[0]):
        return entries[0].name_en
    found = dict.fromkeys(known.en.partition(";")[0] for known in known_names(name, kind))
    numeral = _NUMERAL.search(name) if kind == PERSON else None
    if numeral:  # Пётр I is Peter I in a table, not Peter the Great
        spelled = (v for known in known_names(name, kind) for v in (known.en, *known.variants_en))
        return next((text for text in spelled if numeral.group() in text.split()), "")
    if not found and kind == PERSON and name.count(" ") == 1:
        family, _, given = name.partition(" ")
        found = dict.fromkeys(known.en for known in known_names(f"{given} {family}", kind))
    return next(iter(found)) if len(found) == 1 else ""


def _person(name: str) -> str:
    """A person in Latin letters; words of foreign names as the curated people of that name write them: Стэнли Джонсон."""
    for word, suffix in _RELATIVES:
        if name.endswith(f"-{word}"):
            return f"{_person(name.removesuffix(f'-{word}'))} {suffix}"
    words = name.split(" ")
    plural, man = family_name(name, 1.0) if len(words) == 1 else ("", "")
    if plural == name:  # Петровы
        return f"{romanize(man)}s"
    given, family = _foreign_words()
    spelled = family.get(plain_lower(words[-1])) if len(words) > 1 else None
    if not spelled:
        return romanize(name)
    return " ".join([*(given.get(plain_lower(word)) or romanize(word) for word in words[:-1]), spelled])


def _beside(name: str) -> str:
    """English of what stands beside a noun: a known place, else Latin letters."""
    return _known(name, PLACE) or romanize(name)


def _owner(genitive: str) -> str:
    """English of what a street or square is called after, which stands in the genitive."""
    listed = _owners().get(plain_lower(genitive))
    if listed:
        return listed
    words = genitive.split(" ")
    best = lemmas(genitive, cases=GENITIVE)[0]
    if (
        not genitive[0].isdigit()
        and not genitive.endswith(("ая", "яя"))
        and best.text != genitive
        and len(words) <= _MAX_NOUN_WORDS
    ):
        return _known(best.text, PERSON) or _person(best.text)
    return romanize(genitive)


def _composed(name: str) -> str:
    """English made of a noun and what stands beside it; "" where no noun is known."""
    words = name.split(" ")
    for size in range(min(_MAX_NOUN_WORDS, len(words) - 1), 0, -1):
        noun = _nouns().get(plain_lower(" ".join(words[-size:])))
        if noun and noun.before != _NONE:
            return _filled(noun.before, romanize(" ".join(words[:-size])))
        noun = _nouns().get(plain_lower(" ".join(words[:size])))
        if noun and noun.after != _NONE:
            if _CALLED_AFTER.search(name):
                return ""  # Аэропорт имени Чкалова
            rest = " ".join(words[size:]).strip('«»"')
            return _filled(noun.after, _owner(rest) if noun.is_owned else _beside(place_lemma(rest) or rest))
    return ""


@once
def _letters() -> dict[str, dict[str, str]]:
    rows = read_rows("normalize.gazetteer", "english_letters.tsv", columns=2)
    return {lang: dict(pair.split("=") for pair in letters.split(" ")) for lang, letters in rows}


def _spelled(name: str, letters: dict[str, str]) -> str:
    """Letter by letter, capitals kept."""
    shown = ((char, letters.get(char.lower(), char)) for char in name)
    return "".join(latin.capitalize() if char.isupper() else latin for char, latin in shown)


def _filled(pattern: str, beside: str) -> str:
    return beside if pattern == _ALONE else pattern.replace("{}", beside)


@functools.lru_cache(maxsize=100_000)
def english_name(name: str, kind: Kind, lang: str = "ru") -> EnglishName:
    """Write a name in English.

    Args:
        name: the nominative, in any script; what has no Cyrillic letter comes back as it is, or as the curated lists prefer it.
        kind: person, organisation or place.
        lang: language the name is in; Ukrainian, Belarusian, Bulgarian, Serbian and Macedonian have romanisations of their own,
            others are read as Russian.

    Returns:
        The name, with `known` where the gazetteer or the curated lists have it.
    """
    known = _known(name, kind)
    if known:
        return EnglishName(known.upper() if kind == PERSON and name.isupper() and " " in name else known, known=True)
    if not has_cyrillic(name):
        return EnglishName(name, known=False)
    if lang in _letters():
        return EnglishName(_spelled(name, _letters()[lang]), known=False)
    if lang in LANGUAGES and lang != "ru":
        return EnglishName(romanize(name, lang=lang), known=False)
    if kind == PERSON:
        return EnglishName(_person(name), known=False)
    makers: tuple[Callable[[str], str], ...] = (_composed, english_phrase)
    if kind == ORGANISATION:
        makers = (english_body, english_phrase, _composed)
    elif begins_with_word(name):
        makers = (english_phrase, _composed)
    made = next(filter(None, (make(name) for make in makers)), "")
    return EnglishName(made or romanize(name), known=False)
