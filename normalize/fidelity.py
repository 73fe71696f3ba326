"""Names through a translation: what the source says decides, the English is checked and mended.

A small model spells rare names as it pleases (Могилевец → Bogolevets) or drops them. `unfaithful` tells which names an
English text lacks; `spell` replaces a word that is nearly the name by the name's press spelling, `spell_known` the
transcription of a well-known organisation by its English name. What is missing altogether has to be translated again:
`normalize.stand_ins`.

What is an accepted spelling is decided by sound (`normalize.keys`) and by lists of variants, so Alexei, Trump and
Huntsman stay as the model wrote them. `bench/fidelity.py` has the figures.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

from normalize.found import PERSON
from normalize.gazetteer import lookup
from normalize.keys import fold, sound_distance
from normalize.lemmas import lemmas
from normalize.table import read_rows
from normalize.tokens import parse_person
from normalize.words import NEAR, VARIANT, WordMatch, compare_words

_ENGLISH_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’-]*")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_HEARD = 1
"""Sound distance up to which two words are spellings of one name: Мамаев and Mamayev."""
_DOUBT = 0.05
"""Share of belief from which another nominative of a form counts: Петрова may be a woman's name."""


@dataclass(frozen=True, slots=True)
class SourceName:
    """A name in a source text.

    Attributes:
        start: its first character in the text.
        end: one past the last.
        surface: as written.
        lemma: the nominative.
        romanized: the lemma in Latin letters, press spelling; the English name of a known organisation or place.
        kind: person, organisation or place.
    """

    start: int
    end: int
    surface: str
    lemma: str
    romanized: str
    kind: str = PERSON


class _Rules(NamedTuple):
    native: tuple[str, ...]
    strong: tuple[str, ...]
    foreign: tuple[str, ...]


@functools.cache
def _rules() -> _Rules:
    endings: dict[str, list[str]] = {"strong": [], "weak": []}
    foreign: list[str] = []
    for kind, group, value in read_rows(files("normalize") / "data" / "fidelity.tsv", columns=3):
        if kind == "native":
            endings[group] += value.split()
        else:
            foreign += value.split()
    return _Rules(
        tuple(endings["strong"] + endings["weak"]),
        tuple(endings["strong"]),
        tuple(foreign),
    )


class EnglishWord(NamedTuple):
    """An English word: position without a possessive ending."""

    start: int
    end: int
    text: str


def english_words(english: str) -> list[EnglishWord]:
    """The words of an English text, and the parts of those with hyphens."""
    found = []
    for match in _ENGLISH_WORD.finditer(english):
        text = _POSSESSIVE.sub("", match.group())
        found.append(EnglishWord(match.start(), match.start() + len(text), text))
        if "-" in text:
            at = match.start()
            for part in text.split("-"):
                if part:
                    found.append(EnglishWord(at, at + len(part), part))
                at += len(part) + 1
    return found


def telling_words(lemma: str) -> list[str]:
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


def _is_heard(word: str, english: str) -> bool:
    return sound_distance(fold(word), fold(english)) <= _HEARD


def _is_accepted(word: str, match: WordMatch, english: str) -> bool:
    """Whether an English word is a spelling of the name. A native surname must be heard exactly, a foreign one nearly."""
    if match.conflict:
        return False
    if match.relation == VARIANT or _is_heard(word, english):
        return True
    return match.relation == NEAR and not _is_native(word)


def _is_kept(word: str, words: Sequence[EnglishWord]) -> bool:
    best = _best(word, words)
    return best is not None and _is_accepted(word, best[0], best[1].text)


def _nominatives(name: SourceName) -> list[str]:
    """The lemma, and what else the form in the text may be the nominative of: whether Петрова is a woman is often open."""
    others = (
        [found.text for found in lemmas(name.surface) if found.score >= _DOUBT] if name.surface != name.lemma else []
    )
    return [name.lemma, *(text for text in others if text != name.lemma)]


def unfaithful(names: Sequence[SourceName], english: str) -> list[SourceName]:
    """Return the names that the English lacks or misspells, in order.

    A name is there when each of its `telling_words` has an accepted spelling in the English.
    """
    words = english_words(english)
    present = {w.text.casefold() for w in words}
    missing = []
    for name in names:
        press = _press_spellings(name)
        if not any(
            all(press.get(word, "").casefold() in present or _is_kept(word, words) for word in telling_words(lemma))
            for lemma in _nominatives(name)
        ):
            missing.append(name)
    return missing


def _press_spellings(name: SourceName) -> dict[str, str]:
    """Press spelling of every word of the lemma; empty when the words cannot be told apart."""
    lemma, romanized = name.lemma.split(), name.romanized.split()
    return dict(zip(lemma, romanized, strict=True)) if len(lemma) == len(romanized) else {}


def spell(names: Sequence[SourceName], english: str) -> str:
    """Replace English words that are nearly a native surname by its press spelling.

    Strongly native surnames are also brought from another spelling of the same sounds (Malahov) to the press one
    (Malakhov), unless it is an established foreign one. A form left in its case ending is brought to the nominative.
    """
    for name in names:
        press = _press_spellings(name)
        if any(_all_heard(lemma, english) for lemma in _nominatives(name)[1:]):
            continue
        for word in telling_words(name.lemma):
            if word in press and _is_native(word):
                english = _spell_word(word, press[word], english)
    return english


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
            if word.text[0].isupper() and word.text.casefold() != right.casefold() and _is_heard(name, word.text):
                spelled = right.upper() if word.text.isupper() else right
                english = english[: word.start] + spelled + english[word.end :]
    return english


def _all_heard(lemma: str, english: str) -> bool:
    words = english_words(english)
    return all(any(_is_heard(word, w.text) for w in words) for word in telling_words(lemma))


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
    rules = _rules()
    if any(letters in english.lower() for letters in rules.foreign) or not english.isascii():
        return False
    if _is_heard(word, english):
        return word.lower().endswith(rules.strong)
    return match.relation == NEAR
