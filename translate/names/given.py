"""Given names of persons in the English: garbled ones are put right, made-up ones taken out.

`spell_given` looks at the word before the family name; `drop_made_up_given` takes out a given name that nothing in the
source explains.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise

from normalize.gazetteer.curated import known_names
from normalize.gazetteer.given_names import given_name_groups, group_gender
from normalize.gazetteer.word_lists import lists
from normalize.kinds import PERSON, Role
from normalize.match.words import sound_similarity
from normalize.parse.person import parse_person
from normalize.phonetics.readings import fold
from normalize.transliteration.romanize import given_name_spellings
from translate.names.persons import (
    is_kept,
    is_known_given,
    is_listed,
    is_made_up,
    is_native_word,
    is_usual_given,
    sounds_like,
)
from translate.names.types import SourceName, english_words

_GARBLED_ALIKE = 0.5
"""Likeness of a given name and the word in its place, from which the word is the name."""
_OTHER_ALIKE = 0.6
"""The same where the word is a name of the lists too, or the given name of the other gender."""


def spell_given(lemma: str, press: dict[str, str], others: Collection[str], english: str) -> str:
    """Put the right given name before a family name that is there: Kossenia Sobchak, Tamar Lisitsyna."""
    tokens = parse_person(lemma).tokens
    given = next((t.text for t in tokens if t.role == Role.GIVEN), "")
    family = next((t.text for t in tokens if t.role == Role.FAMILY), "")
    words = english_words(english)
    if given not in press or family not in press:
        return english
    patronymic = {press[t.text].casefold() for t in tokens if t.role == Role.PATRONYMIC and t.text in press}
    named = [word for word in words if word.text.casefold() not in patronymic]
    for before, word in pairwise(named):
        if word.text.casefold() != press[family].casefold() and not sounds_like(family, word.text):
            continue
        garbled = not is_kept(given, words) and _is_garbled(given, before.text)
        garbled |= is_native_word(family) and before.text.casefold() not in others and is_unusual(given, before.text)
        if garbled or _is_of_other_gender(given, before.text):
            spelled = press[given].upper() if before.text.isupper() else press[given]
            return english[: before.start] + spelled + english[before.end :]
    return english


def is_unusual(given: str, english: str) -> bool:
    """Whether it is a known given name with another ending, or a part of it, though another name or a word: Tamar, Natal."""
    if not is_known_given(given) or is_usual_given(given, english) or not english[0].isupper():
        return False
    if english.lower() in lists().common:
        return any(
            spelled.casefold().startswith(english.casefold()) for spelled in given_name_spellings()[given.lower()]
        )
    return sound(given, english) >= _OTHER_ALIKE


def _is_garbled(given: str, english: str) -> bool:
    """Whether it is a capitalised word that is no name and no word, and sounds somewhat like a given name."""
    listed = is_listed(english) or given_name_groups(fold(english))
    return english[0].isupper() and not listed and sound(given, english) >= _GARBLED_ALIKE


def _is_of_other_gender(given: str, english: str) -> bool:
    """Whether it is Alexander where the source has Александра."""
    names, others = given_name_groups(fold(given)), given_name_groups(fold(english))
    genders = {group_gender(name) for name in names}, {group_gender(name) for name in others}
    return {"m", "f"} == set.union(*genders) and not genders[0] & genders[1] and sound(given, english) >= _OTHER_ALIKE


def sound(word: str, english: str) -> float:
    """Likeness of two words by their sound, 0 to 1."""
    return sound_similarity(fold(word), fold(english))


def drop_made_up_given(source: str, names: Sequence[SourceName], english: str) -> str:
    """Take out given names that stand before a family name and that nothing in the source explains.

    Models complete names: Yuri Sergei Shevchuk for Юрий Шевчук, Pyotr Petrov for Петров. A whole name that is known (Vladimir
    Putin for Путин) stays.
    """
    for name in names:
        family = name.romanized.split()[-1:]
        words = english_words(english)
        for before, word in pairwise(words):
            beside = [word.text] == family and word.start == before.end + 1
            if (
                beside
                and is_made_up(before.text, source, names)
                and not known_names(f"{before.text} {word.text}", PERSON)
            ):
                english = english[: before.start] + english[word.start :]
                break
    return english
