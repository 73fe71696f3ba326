"""Names through a translation: what the source says decides, the English is checked and mended.

A small model spells rare names as it pleases (Могилевец → Bogolevets) or drops them. `missing_names` tells which names an
English text lacks. What is nearly the name is spelled right by `translate.names.spelling`; what is missing altogether has to
be translated again: `translate.names.placeholders`.

What is an accepted spelling is decided by sound (`normalize.keys`) and by lists of variants, so Alexei, Trump and
Huntsman stay as the model wrote them. `bench/fidelity.py` has the figures.
"""

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from normalize.gazetteer.given_names import given_name_groups
from normalize.gazetteer.word_lists import lists
from normalize.kinds import Role
from normalize.match.words import NEAR, VARIANT, WordMatch, compare_words
from normalize.morphology.persons import lemmas
from normalize.parse.person import parse_person
from normalize.phonetics.readings import fold, sound_distance
from normalize.resources import once, read_rows
from normalize.transliteration.romanize import given_name_spellings
from translate.names.types import EnglishWord, SourceName, english_words

_SAME_SOUND = 1
"""Sound distance up to which two words are spellings of one name."""
_LISTED_ALIKE = 0.6
"""Likeness of a foreign name and one that English lists have, from which it is that name: Криштиану and Cristiano."""
_BOTH_ALIKE = 0.75
"""The same for each of several words of one name."""
_DOUBT = 0.05
"""Share of belief from which another nominative of a form counts: Петрова may be a woman's name."""


_CAPITALISED = re.compile(r"\b[А-ЯЁA-Z][\w-]+")
_MAN = re.compile(r"(?:[oe]v|in|yn|sk[iy]{1,2}|n[iy]{1,2})\Z")
_WOMAN = re.compile(r"(?:[oe]va|ina|yna|skaya|skaia|naya)\Z")
"""Endings of men's and women's family names of Russia in English."""


class _Rules(NamedTuple):
    native: tuple[str, ...]
    strong: tuple[str, ...]
    foreign: tuple[str, ...]


@functools.cache
def _rules() -> _Rules:
    endings: dict[str, list[str]] = {"strong": [], "weak": []}
    foreign: list[str] = []
    for kind, group, value in read_rows("translate.names", "fidelity.tsv", columns=3):
        if kind == "native":
            endings[group] += value.split()
        elif kind == "foreign":
            foreign += value.split()
    return _Rules(
        tuple(endings["strong"] + endings["weak"]),
        tuple(endings["strong"]),
        tuple(foreign),
    )


@once
def _genders() -> dict[str, tuple[str, ...]]:
    rows = read_rows("translate.names", "fidelity.tsv", columns=3)
    return {gender: tuple(endings.split()) for kind, gender, endings in rows if kind == "gender"}


def strongly_native(word: str) -> bool:
    """Whether it is a family name that is hardly ever a foreign one."""
    return word.lower().endswith(_rules().strong)


def identifying_words(lemma: str) -> list[str]:
    """The words of a name that its translation must keep: family names, else the given name."""
    tokens = parse_person(lemma).tokens
    family = [t.text for t in tokens if t.role in {Role.FAMILY, Role.WORD}]
    return family or [t.text for t in tokens if t.role == Role.GIVEN]


@functools.lru_cache(maxsize=200_000)
def _match(word: str, english: str) -> WordMatch:
    return compare_words(fold(word), fold(english), given=True)


def best_match(word: str, words: Sequence[EnglishWord]) -> tuple[WordMatch, EnglishWord] | None:
    """The English word most like a word of a name."""
    return max(((_match(word, w.text), w) for w in words), key=lambda pair: pair[0].similarity, default=None)


def is_native_word(word: str) -> bool:
    """Whether it is a family name like those of Russia."""
    return word.lower().endswith(_rules().native)


@functools.lru_cache(maxsize=200_000)
def sounds_like(word: str, english: str) -> bool:
    """Whether two words are spellings of one name by their sound: Мамаев and Mamayev."""
    return sound_distance(fold(word), fold(english)) <= _SAME_SOUND


def _is_accepted(word: str, match: WordMatch, english: str) -> bool:
    """Whether an English word is a spelling of the name.

    It must be heard exactly; that of a foreign surname nearly, if it is a name that English lists have or is written like one
    of another language.
    """
    if match.conflict or of_other_gender(word, english):
        return False
    if match.relation == VARIANT or sounds_like(word, english):
        return True
    if is_native_word(word) or is_known_given(word):
        return False
    return (match.relation == NEAR and is_foreign(english)) or (
        match.similarity >= _LISTED_ALIKE and is_listed_name(english)
    )


def is_known_given(word: str) -> bool:
    """Whether it is a given name whose usual English spellings are listed."""
    return word.lower() in given_name_spellings()


def is_usual_given(given: str, english: str) -> bool:
    """Whether English writes a known given name so: Ksenia, Kseniya, Xenia for Ксения, but not Kseni."""
    if fold(english) in map(fold, given_name_spellings().get(given.lower(), ())):
        return True
    if given_name_groups(fold(given)) & given_name_groups(fold(english)):
        return True
    same_ending = given.lower().endswith(("а", "я")) == english.lower().endswith("a")
    return same_ending and sounds_like(given, english)


def of_other_gender(word: str, english: str) -> bool:
    """Whether it is a woman's family name and the English of a man's, and the other way round: Попова and Popov."""
    woman, man = (any(word.lower().endswith(e) for e in _genders()[g]) for g in ("woman", "man"))
    return (woman and _MAN.search(english) is not None) or (man and _WOMAN.search(english) is not None)


def is_listed_name(english: str) -> bool:
    """Whether it is a given or family name of the English lists; common words are none (Naval)."""
    lower, known = english.lower(), lists()
    return lower in known.given or lower in known.family


def is_listed(english: str) -> bool:
    """Whether it is a name or a common word of the English lists."""
    return is_listed_name(english) or english.lower() in lists().common


def is_foreign(english: str) -> bool:
    """Whether it is a word written like those of other languages: such spellings are established."""
    return not english.isascii() or any(letters in english.lower() for letters in _rules().foreign)


def is_kept(word: str, words: Sequence[EnglishWord]) -> bool:
    """Whether a word of a name has an accepted spelling among English words."""
    best = best_match(word, [w for w in words if not w.text.islower()])
    return best is not None and _is_accepted(word, best[0], best[1].text)


def _is_there(word: str, press: str, words: Sequence[EnglishWord], family: bool = False) -> bool:
    """Whether a word of a name has its press spelling or another accepted one among English words."""
    right = {press.casefold(), f"{press.casefold()}s"} if family else {press.casefold()}
    return any(w.text.casefold() in right for w in words) or is_kept(word, words)


def nominatives(name: SourceName) -> list[str]:
    """The lemma, and what else the form in the text may be the nominative of: whether Петрова is a woman is often open."""
    if name.sure or name.family or name.established or name.surface == name.lemma:
        return [name.lemma]
    others = [found.text for found in lemmas(name.surface) if found.score >= _DOUBT]
    return [name.lemma, *(text for text in others if text != name.lemma)]


def missing_names(names: Sequence[SourceName], english: str) -> list[SourceName]:
    """Return the names that the English lacks or misspells, in order.

    A name is there when each of its `identifying_words` has an accepted spelling in the English.
    """
    words = english_words(english)
    missing = []
    for name in names:
        press = press_spellings(name)
        if name.established:
            if not has_established(name, words):
                missing.append(name)
        elif not any(
            all(_is_there(word, press.get(word, ""), words, name.family) for word in identifying_words(lemma))
            or is_together(identifying_words(lemma)[-2:], words)
            or are_near(identifying_words(lemma), words)
            for lemma in nominatives(name)
        ):
            missing.append(name)
    return missing


def has_established(name: SourceName, words: Sequence[EnglishWord]) -> bool:
    """Whether the family name has one of its established spellings, marks aside: Modric for Modrić."""
    there = {fold(word.text) for word in words}
    return any(fold(form.split()[-1]) in there for form in (name.romanized, *name.accepted))


def is_together(identifying: Sequence[str], words: Sequence[EnglishWord]) -> bool:
    """Whether they are words written as one in English: Ди Каприо and DiCaprio."""
    return len(identifying) > 1 and any(sounds_like("".join(identifying), word.text) for word in words)


def press_spellings(name: SourceName) -> dict[str, str]:
    """Press spelling of every word of the lemma; empty when the words cannot be told apart."""
    lemma, romanized = name.lemma.split(), name.romanized.split()
    return dict(zip(lemma, romanized, strict=True)) if len(lemma) == len(romanized) else {}


def are_near(identifying: Sequence[str], words: Sequence[EnglishWord]) -> bool:
    """Whether they are several foreign words of which each has one nearly like it: Криштиану Роналду and Cristiano Ronaldo."""
    if len(identifying) < 2 or any(map(is_native_word, identifying)):
        return False
    found = [best_match(word, words) for word in identifying]
    return all(
        best is not None
        and best[0].similarity >= _BOTH_ALIKE
        and (is_listed_name(best[1].text) or sounds_like(word, best[1].text))
        for word, best in zip(identifying, found, strict=True)
    )


def is_native(name: SourceName) -> bool:
    """Whether it is a name with a family name like those of Russia, for which the press romanisation is the English spelling."""
    return any(map(is_native_word, identifying_words(name.lemma)))


def kept_words(names: Sequence[SourceName], english: str) -> frozenset[tuple[SourceName, str]]:
    """The words of the names, given names included, that have an accepted spelling in the English."""
    words = english_words(english)
    return frozenset(
        (name, word)
        for name in names
        for word, spelled in press_spellings(name).items()
        if _is_there(word, spelled, words)
    )


def is_made_up(given: str, source: str, names: Sequence[SourceName]) -> bool:
    """Whether it is an English given name that no word of the source, in no case, and no name in it explains."""
    groups = given_name_groups(fold(given))
    if not groups or not given[0].isupper():
        return False
    words = [*_CAPITALISED.findall(source), *(word for name in names for word in name.lemma.split())]
    nominatives_too = [*words, *(found.text for word in words for found in lemmas(word))]
    return not any(groups & given_name_groups(fold(word)) or sounds_like(word, given) for word in nominatives_too)
