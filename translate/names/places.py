"""Places and organisations through a translation: which ones an English text lacks, which words of it are garbled.

Unlike a person's name, a place or an organisation may rightly be translated, shortened or left out (МВД России: the
Interior Ministry), so that absence tells little. Two things are put right:

- A word that no list has, that no word of the source explains, and that sounds somewhat like a name the English lacks
  (Wesnyaka, Вешняки) is that name, garbled: `spell_names` writes it as it should be.
- A state or capital of which the English has no name, nor the word for its people, is `lost`, and the text has to be
  translated again.

Acronyms are judged by the gazetteer alone: PSG for ПСЖ looks like a garbled one and is not. `bench/fidelity.py` has the
figures.
"""

import functools
import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from normalize.gazetteer.curated import known_names
from normalize.gazetteer.given_names import given_name_groups
from normalize.gazetteer.lookup import GazetteerEntry, is_ambiguous, lookup
from normalize.gazetteer.word_lists import lists
from normalize.kinds import PERSON, PLACE, Kind
from normalize.match.words import sound_similarity
from normalize.morphology.dictionary import first_reading, is_common
from normalize.morphology.phrases import strip_acronym_ending
from normalize.phonetics.readings import fold
from normalize.resources import once, read_rows
from translate.names.persons import sounds_like
from translate.names.types import EnglishWord, SourceName, english_words

_NAME = re.compile("[\u0400-\u04ff]{3,}(?:-[\u0400-\u04ff]+)*|[\u0400-\u04ff]{2}-[\u0400-\u04ff]{3,}")
_SOURCE_WORD = re.compile(r"[^\W\d_]{2,}")
_ACRONYM = re.compile(r"[A-ZА-ЯЁ]{2,6}\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD_BEFORE = re.compile(r"([A-Z][a-z]{1,2})[ -]\Z")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:]\s)[\W\d_]*\Z")
_DOTS = re.compile(r"(?<=\b[A-Za-z])\.")
_LAST_VOWELS = re.compile(r"[aeiouyаеёиоуыэюяй']+\Z")
_KNOWN_ALIKE = 0.7
"""Likeness to a name of the source from which an English name that the lists have is that name: Техас and Texas."""
_GARBLED_ALIKE = 0.55
"""The same for a word that no list has."""
_EXPLAINED = 0.66
"""Likeness to another word of the source from which that one explains an English word."""
_STEM = 5
"""Letters at the beginning by which words of one family are told: ministry, ministries."""
_PEOPLE_STEM = 3


@once
def _known_words() -> frozenset[str]:
    """Words of the lists of English words, peoples, places and organisations, lower case."""
    known = lists()
    names = (word.lower() for name in (*known.places, *known.organisations) for word in _LETTERS.findall(name))
    return frozenset(names) | known.common | known.peoples


def _rule_rows(kind: str) -> list[tuple[str, str]]:
    rows = read_rows("translate.names", "renderings.tsv", columns=3)
    return [(key, value) for row_kind, key, value in rows if row_kind == kind]


@once
def _peoples() -> dict[str, frozenset[str]]:
    return {entry: frozenset(words.split()) for entry, words in _rule_rows("people")}


@once
def _implied() -> frozenset[str]:
    return frozenset(entry for _, entries in _rule_rows("implied") for entry in entries.split())


@once
def _small() -> frozenset[str]:
    return frozenset(word for _, words in _rule_rows("small") for word in words.split())


def is_checked(name: SourceName) -> bool:
    """Whether it is a place or organisation of one word in Cyrillic letters that is no adjective.

    Those of several words are translated in too many ways.
    """
    if name.kind == PERSON or not _NAME.fullmatch(name.surface):
        return False
    return bool(lookup(name.lemma, name.kind)) or not all(map(_is_adjective, name.surface.split("-")))


def _is_adjective(word: str) -> bool:
    """Whether it is a word that is an adjective or a participle and no name: Сине-гранатовые."""
    return is_common(word) and bool(first_reading(word) & {"ADJF", "PRTF"})


def _is_acronym(name: SourceName) -> bool:
    return bool(_ACRONYM.match(strip_acronym_ending(name.surface)))


def _entry(lemma: str, kind: Kind) -> GazetteerEntry | None:
    """The one entry a name means."""
    entries = lookup(lemma, kind)
    return entries[0] if len(entries) == 1 and not is_ambiguous(lemma, entries[0]) else None


def english_name(lemma: str, kind: Kind, romanized: str) -> str:
    """How a place or an organisation is written in English: by the gazetteer, acronym for acronym, else in Latin letters."""
    entry = _entry(lemma, kind)
    if entry is None:
        known = {name.en for name in known_names(lemma, kind)}
        return known.pop() if len(known) == 1 else romanized
    if _ACRONYM.match(lemma):
        return next((a for a in entry.aliases if a.isascii() and _ACRONYM.match(a)), entry.name_en)
    return entry.name_en


@functools.lru_cache(maxsize=100_000)
def _likeness(name: str, english: str) -> float:
    return sound_similarity(fold(name), fold(english))


def is_rendered(name: SourceName, english: str) -> bool:
    """Whether the English has an accepted form of the name.

    Those are: names of the gazetteer, a word for the people of a state, and words that sound like the name; a word that the
    lists have may sound a little different (Texas).
    """
    words = english_words(_DOTS.sub("", english))
    entries = lookup(name.lemma, name.kind)
    if any(_names_entry(entry, words) for entry in entries):
        return True
    if entries and _is_acronym(name):
        return False
    known = _known_words()
    return any(
        word.text.casefold() == name.romanized.casefold()
        or sounds_like(name.lemma, word.text)
        or (word.text[0].isupper() and word.text.lower() in known and _likeness(name.lemma, word.text) >= _KNOWN_ALIKE)
        for word in words
    )


def _names_entry(entry: GazetteerEntry, words: Sequence[EnglishWord]) -> bool:
    texts = {word.text for word in words}
    lower = {text.lower() for text in texts}
    peoples = lower & lists().peoples
    for alias in (entry.name_en, *entry.aliases):
        if not alias.isascii():
            continue
        if _ACRONYM.match(alias):
            if alias in texts:
                return True
            continue
        content = [w.lower() for w in _LETTERS.findall(alias) if w.lower() not in _small()]
        if len(content) == 1:
            if any(sounds_like(content[0], word) for word in lower):
                return True
        elif content and all(any(word.startswith(w[:_STEM]) for word in lower) for w in content):
            return True
        if entry.kind == PLACE and any(people.startswith(alias[:_PEOPLE_STEM].lower()) for people in peoples):
            return True
    return bool(lower & _peoples().get(entry.id, frozenset()))


def rendered(names: Sequence[SourceName], english: str) -> frozenset[SourceName]:
    """The checked names of which the English has an accepted form."""
    return frozenset(name for name in names if is_checked(name) and is_rendered(name, english))


def _absent(names: Sequence[SourceName], english: str) -> list[SourceName]:
    return [name for name in names if is_checked(name) and not is_rendered(name, english)]


def lost(names: Sequence[SourceName], english: str) -> list[SourceName]:
    """Return the states and capitals that the English lacks, in order, without those that texts often leave out."""
    return _absent([name for name in names if name.kind == PLACE and _must_be_there(name)], english)


def _must_be_there(name: SourceName) -> bool:
    entry = _entry(name.lemma, name.kind)
    return entry is not None and entry.id.startswith(("state-", "capital-")) and entry.id not in _implied()


def spell_names(source: str, names: Sequence[SourceName], english: str) -> str:
    """Replace garbled words of the English by the names they stand for.

    Args:
        source: the source text.
        names: names in it.
        english: its translation.
    """
    absent = _absent(names, english)
    for name in sorted(absent, key=lambda n: -n.start):  # they explain nothing, since they may be what is garbled
        source = f"{source[: name.start]} {source[name.end :]}"
    others = _SOURCE_WORD.findall(source)
    for name in absent:
        found = [(_garbled(name, word.text), word) for word in _unexplained(others, english)]
        likeness, word = max(found, key=lambda pair: pair[0], default=(0.0, None))
        if word is not None and likeness >= _GARBLED_ALIKE:
            spelled = name.romanized.upper() if english.isupper() else name.romanized
            english = english[: _start_with_article(name, word.start, english)] + spelled + english[word.end :]
    return english


def _start_with_article(name: SourceName, start: int, english: str) -> int:
    """Where a garbled name begins, the word before it included that is the article of Эр-Рияд."""
    article = name.lemma.split("-")[0] if "-" in name.lemma else ""
    before = _WORD_BEFORE.search(english[:start])
    return before.start() if article and before and sounds_like(article, before.group(1)) else start


def unexplained_words(source: str, names: Sequence[SourceName], english: str) -> list[str]:
    """Capitalised words of the English that no list has and that nothing in the source explains, the first of a sentence aside."""
    others = [*_SOURCE_WORD.findall(source), *(word for name in names for word in name.english.split())]
    found = _unexplained(others, english)
    return [word.text for word in found if not _SENTENCE_START.search(english[: word.start])]


def _unexplained(sources: Sequence[str], english: str) -> list[EnglishWord]:
    """Capitalised words of the English that no list has and that none of these words of the source explains."""
    known = _known_words()
    return [
        word
        for word in english_words(english)
        if word.text[0].isupper()
        and len(word.text) > 1
        and word.text.lower() not in known
        and not given_name_groups(fold(word.text))
        and not any(_explains(s, word.text) for s in sources)
    ]


def _explains(source: str, english: str) -> bool:
    if source.casefold() == english.casefold() or _likeness(source, english) >= _EXPLAINED:
        return True
    return source.isupper() and any(english in (entry.name_en, *entry.aliases) for entry in lookup(source))


def _garbled(name: SourceName, english: str) -> float:
    """Likeness of a name, as written or in the nominative, and a word that may be it; 0 where it must not be touched."""
    if _is_acronym(name):
        if sum(letter.isupper() for letter in english) < 2 or _entry(name.lemma, name.kind) is None:
            return 0.0
    elif _differ_in_ending(name.surface, english) and name.romanized.lower() not in _known_words():
        return 0.0  # Femida for Фемиды: which ending is right is often uncertain
    letters = Indel.normalized_similarity(name.romanized.lower(), english.lower())
    return max(_likeness(name.lemma, english), _likeness(name.surface, english), letters)


def _differ_in_ending(surface: str, english: str) -> bool:
    return sounds_like(_LAST_VOWELS.sub("", surface.lower()), _LAST_VOWELS.sub("", english.lower()))
