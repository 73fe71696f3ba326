"""Names through a translation: what the source says decides, the English is checked and mended.

A small model spells rare names as it pleases (Могилевец → Bogolevets) or drops them. `missing_names` tells which names an
English text lacks; `spell` replaces a word that is nearly the name by the name's press spelling, `spell_known` the
transcription of a well-known organisation by its English name. What is missing altogether has to be translated again:
`normalize.stand_ins`.

What is an accepted spelling is decided by sound (`normalize.keys`) and by lists of variants, so Alexei, Trump and
Huntsman stay as the model wrote them. `bench/fidelity.py` has the figures.
"""

import functools
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from normalize.gazetteer.given_names import given_name_groups
from normalize.gazetteer.lookup import lookup
from normalize.gazetteer.word_lists import lists
from normalize.match.words import NEAR, VARIANT, WordMatch, compare_words, sound_similarity
from normalize.morphology.persons import lemmas
from normalize.parse.person import parse_person
from normalize.phonetics.readings import fold, sound_distance
from normalize.resources import read_rows
from translate.names.types import EnglishWord, SourceName, english_words

_SAME_SOUND = 1
"""Sound distance up to which two words are spellings of one name."""
_LISTED_ALIKE = 0.6
"""Likeness of a foreign name and one that English lists have, from which it is that name: Криштиану and Cristiano."""
_BOTH_ALIKE = 0.75
"""The same for each of several words of one name."""
_GARBLED_ALIKE = 0.5
"""Likeness of a given name and the word in its place, from which the word is the name."""
_DOUBT = 0.05
"""Share of belief from which another nominative of a form counts: Петрова may be a woman's name."""


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
        else:
            foreign += value.split()
    return _Rules(
        tuple(endings["strong"] + endings["weak"]),
        tuple(endings["strong"]),
        tuple(foreign),
    )


def identifying_words(lemma: str) -> list[str]:
    """The words of a name that its translation must keep: family names, else the given name."""
    tokens = parse_person(lemma).tokens
    family = [t.text for t in tokens if t.role in {"family", "word"}]
    return family or [t.text for t in tokens if t.role == "given"]


@functools.lru_cache(maxsize=200_000)
def _match(word: str, english: str) -> WordMatch:
    return compare_words(fold(word), fold(english), given=True)


def _best(word: str, words: Sequence[EnglishWord]) -> tuple[WordMatch, EnglishWord] | None:
    return max(((_match(word, w.text), w) for w in words), key=lambda pair: pair[0].similarity, default=None)


def _is_native(word: str) -> bool:
    return word.lower().endswith(_rules().native)


@functools.lru_cache(maxsize=200_000)
def sounds_like(word: str, english: str) -> bool:
    """True when two words are spellings of one name by their sound: Мамаев and Mamayev."""
    return sound_distance(fold(word), fold(english)) <= _SAME_SOUND


def _is_accepted(word: str, match: WordMatch, english: str) -> bool:
    """Whether an English word is a spelling of the name.

    It must be heard exactly; that of a foreign surname nearly, if it is a name that English lists have or is written like one
    of another language.
    """
    if match.conflict:
        return False
    if match.relation == VARIANT or sounds_like(word, english):
        return True
    if _is_native(word):
        return False
    return (match.relation == NEAR and _is_foreign(english)) or (
        match.similarity >= _LISTED_ALIKE and _is_listed(english)
    )


def _is_listed(english: str) -> bool:
    lower, known = english.lower(), lists()
    return lower in known.common or lower in known.given or lower in known.family


def _is_foreign(english: str) -> bool:
    return not english.isascii() or any(letters in english.lower() for letters in _rules().foreign)


def _is_kept(word: str, words: Sequence[EnglishWord]) -> bool:
    best = _best(word, words)
    return best is not None and _is_accepted(word, best[0], best[1].text)


def _is_there(word: str, press: str, words: Sequence[EnglishWord]) -> bool:
    """Whether a word of a name has its press spelling or another accepted one among English words."""
    return any(w.text.casefold() == press.casefold() for w in words) or _is_kept(word, words)


def _nominatives(name: SourceName) -> list[str]:
    """The lemma, and what else the form in the text may be the nominative of: whether Петрова is a woman is often open."""
    if name.sure or name.surface == name.lemma:
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
        press = _press_spellings(name)
        if not any(
            all(_is_there(word, press.get(word, ""), words) for word in identifying_words(lemma))
            or _is_together(identifying_words(lemma)[-2:], words)
            or _are_near(identifying_words(lemma), words)
            for lemma in _nominatives(name)
        ):
            missing.append(name)
    return missing


def _is_together(identifying: Sequence[str], words: Sequence[EnglishWord]) -> bool:
    """Words written as one in English: Ди Каприо and DiCaprio."""
    return len(identifying) > 1 and any(sounds_like("".join(identifying), word.text) for word in words)


def _press_spellings(name: SourceName) -> dict[str, str]:
    """Press spelling of every word of the lemma; empty when the words cannot be told apart."""
    lemma, romanized = name.lemma.split(), name.romanized.split()
    return dict(zip(lemma, romanized, strict=True)) if len(lemma) == len(romanized) else {}


def _are_near(identifying: Sequence[str], words: Sequence[EnglishWord]) -> bool:
    """Several foreign words of which each has one nearly like it: Криштиану Роналду and Cristiano Ronaldo."""
    if len(identifying) < 2 or any(map(_is_native, identifying)):
        return False
    found = [_best(word, words) for word in identifying]
    return all(best is not None and best[0].similarity >= _BOTH_ALIKE for best in found)


def is_native(name: SourceName) -> bool:
    """True for a name with a family name like those of Russia, for which the press romanisation is the English spelling."""
    return any(map(_is_native, identifying_words(name.lemma)))


def kept_words(names: Sequence[SourceName], english: str) -> frozenset[tuple[SourceName, str]]:
    """The words of the names, given names included, that have an accepted spelling in the English."""
    words = english_words(english)
    return frozenset(
        (name, word)
        for name in names
        for word, spelled in _press_spellings(name).items()
        if _is_there(word, spelled, words)
    )


def spell(names: Sequence[SourceName], english: str) -> str:
    """Replace English words that are nearly a native surname by its press spelling.

    Strongly native surnames are also brought from another spelling of the same sounds (Malahov) to the press one
    (Malakhov), unless it is an established foreign one. A form left in its case ending is brought to the nominative.
    A given name is put right where a word that is none stands in its place.
    """
    for name in names:
        press = _press_spellings(name)
        identifying = identifying_words(name.lemma)
        if any(_all_sound_like(lemma, english) for lemma in _nominatives(name)[1:]):
            continue
        if _is_together(identifying[-2:], english_words(english)) or _are_near(identifying, english_words(english)):
            continue
        for word in identifying:
            if word in press:
                english = _spell_word(word, press[word], english)
        english = _spell_given(name.lemma, press, english)
    return english


def _spell_given(lemma: str, press: Mapping[str, str], english: str) -> str:
    """Put the right given name before a family name that is there: Kossenia Sobchak."""
    tokens = parse_person(lemma).tokens
    given = next((t.text for t in tokens if t.role == "given"), "")
    family = next((t.text for t in tokens if t.role == "family"), "")
    words = english_words(english)
    if given not in press or family not in press or _is_kept(given, words):
        return english
    for before, word in pairwise(words):
        if word.text.casefold() == press[family].casefold() and _is_garbled(given, before.text):
            spelled = press[given].upper() if before.text.isupper() else press[given]
            return english[: before.start] + spelled + english[before.end :]
    return english


def _is_garbled(given: str, english: str) -> bool:
    """True for a capitalised word that is no name and no word, and sounds somewhat like a given name."""
    listed = _is_listed(english) or given_name_groups(fold(english))
    return english[0].isupper() and not listed and sound_similarity(fold(given), fold(english)) >= _GARBLED_ALIKE


def spell_known(lemmas_of_organisations: Sequence[str], english: str) -> str:
    """Replace transcriptions of organisations by their English names: Rostekh by Rostec, Roskosmos by Roscosmos.

    Args:
        lemmas_of_organisations: nominatives found in the source; those that the gazetteer has as one organisation of
            one English word count.
        english: the translation.
    """
    for name in lemmas_of_organisations:
        entries = lookup(name, "organisation")
        if len(entries) != 1 or name in entries[0].ambiguous or " " in entries[0].name_en:
            continue
        right = entries[0].name_en
        for word in reversed(english_words(english)):
            if word.text[0].isupper() and word.text.casefold() != right.casefold() and sounds_like(name, word.text):
                spelled = right.upper() if word.text.isupper() else right
                english = english[: word.start] + spelled + english[word.end :]
    return english


def _all_sound_like(lemma: str, english: str) -> bool:
    words = english_words(english)
    return all(any(sounds_like(word, w.text) for w in words) for word in identifying_words(lemma))


def _spell_word(word: str, right: str, english: str) -> str:
    words = english_words(english)
    if any(w.text.casefold() == right.casefold() for w in words):
        return english
    best = _best(word, words)
    if best is None or best[0].conflict or best[0].relation == VARIANT:
        return english
    match, found = best
    if not found.text[0].isupper() or not _may_be_mended(word, match, found.text):
        return english
    spelled = right.upper() if found.text.isupper() else right
    return english[: found.start] + spelled + english[found.end :]


def _may_be_mended(word: str, match: WordMatch, english: str) -> bool:
    if _is_foreign(english) or (not _is_native(word) and _is_listed(english)):
        return False
    if sounds_like(word, english):
        return word.lower().endswith(_rules().strong)
    return match.relation == NEAR
