"""Names through a translation: what the source says decides, the English is checked and mended.

A small model spells rare names as it pleases (Могилевец → Bogolevets) or drops them. Three things are done about it:

* `spell` replaces an English word that is nearly the name by the name's press spelling;
* `disguise` puts a name the model knows in the place of a missing one, in the same grammatical case, to be translated
  again and exchanged in the English: the sentence keeps its case endings, so who did what to whom stays;
* `latinise` writes a missing name in Latin letters, which models copy; it is the second choice, as the case is lost.

What is an accepted spelling is decided by sound (`normalize.keys`) and by lists of variants, so Alexei, Trump and
Huntsman stay as the model wrote them. `bench/fidelity.py` has the figures.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

from normalize.given_names import given_name_groups
from normalize.keys import fold, sound_distance
from normalize.lemmas import lemmas
from normalize.paradigms import CASES, readings
from normalize.table import read_rows
from normalize.tokens import parse_person, patronymic_stem
from normalize.words import NEAR, VARIANT, WordMatch, compare_words

_ENGLISH_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’-]*")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_HEARD = 1
"""Sound distance up to which two words are spellings of one name: Мамаев and Mamayev."""
_LAST_WORD = re.compile(r"([A-Z][a-z]+) \Z")
_DOUBT = 0.05
"""Share of belief from which another nominative of a form counts: Петрова may be a woman's name."""
_CASE_PRIOR = {"nom": 0.5, "gen": 0.2, "acc": 0.1, "ins": 0.1, "dat": 0.07, "loc": 0.03}
"""Shares of cases among names in news; decides where form and lemma leave several open."""


@dataclass(frozen=True, slots=True)
class SourceName:
    """A person's name in a source text.

    Attributes:
        start: its first character in the text.
        end: one past the last.
        surface: as written.
        lemma: the nominative.
        romanized: the lemma in Latin letters, press spelling.
    """

    start: int
    end: int
    surface: str
    lemma: str
    romanized: str


@dataclass(frozen=True, slots=True)
class Disguise:
    """A source text with names replaced by others.

    Attributes:
        text: what to translate.
        names: for every replaced name the English of its stand-in, without the -a of a woman's, and what it stands for.
    """

    text: str
    names: tuple[tuple[str, str], ...]

    def undo(self, english: str) -> str | None:
        """Put the right names into a translation of `text`; None when a stand-in is not there exactly once."""
        for stem, name in self.names:  # models mistake the gender of a surname now and then
            found = list(re.finditer(rf"\b{stem}a?\b", english, re.IGNORECASE))
            if len(found) != 1:
                return None
            at = found[0]
            spelled = name.upper() if at.group().isupper() else name
            english = self._without_given_name(english[: at.start()]) + spelled + english[at.end() :]
        return english

    def _without_given_name(self, before: str) -> str:
        """Drop a given name at the end that the source does not have: models complete Петров to Pyotr Petrov."""
        last = _LAST_WORD.search(before)
        groups = given_name_groups(last.group(1)) if last else frozenset()
        if last is None or not groups or any(groups & given_name_groups(w) for w in self.text.split()):
            return before
        return before[: last.start()]


class _StandIn(NamedTuple):
    gender: str
    stem: str
    forms: dict[str, str]


class _Rules(NamedTuple):
    stand_ins: tuple[_StandIn, ...]
    native: tuple[str, ...]
    strong: tuple[str, ...]
    foreign: tuple[str, ...]


@functools.cache
def _rules() -> _Rules:
    stand_ins: list[_StandIn] = []
    endings: dict[str, list[str]] = {"strong": [], "weak": []}
    foreign: list[str] = []
    for kind, group, value, *forms in read_rows(files("normalize") / "data" / "fidelity.tsv", columns=9):
        if kind == "stand_in":
            stand_ins.append(_StandIn(group, value.removesuffix("a"), dict(zip(CASES, forms, strict=True))))
        elif kind == "native":
            endings[group] += value.split()
        else:
            foreign += value.split()
    return _Rules(
        tuple(stand_ins),
        tuple(endings["strong"] + endings["weak"]),
        tuple(endings["strong"]),
        tuple(foreign),
    )


class _Word(NamedTuple):
    """An English word: position without a possessive ending."""

    start: int
    end: int
    text: str


def _english_words(english: str) -> list[_Word]:
    found = []
    for match in _ENGLISH_WORD.finditer(english):
        text = _POSSESSIVE.sub("", match.group())
        found.append(_Word(match.start(), match.start() + len(text), text))
        if "-" in text:
            at = match.start()
            for part in text.split("-"):
                if part:
                    found.append(_Word(at, at + len(part), part))
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


def _best(word: str, words: Sequence[_Word]) -> tuple[WordMatch, _Word] | None:
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


def _is_kept(word: str, words: Sequence[_Word]) -> bool:
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
    words = _english_words(english)
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


def _all_heard(lemma: str, english: str) -> bool:
    words = _english_words(english)
    return all(any(_is_heard(word, w.text) for w in words) for word in telling_words(lemma))


def _spell_word(word: str, right: str, english: str) -> str:
    words = _english_words(english)
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


def _state(name: SourceName) -> tuple[str, str] | None:
    """(gender, case) in which a name stands, from the words whose declension gives its lemma; None when unknown."""
    surface, lemma = name.surface.split(), name.lemma.split()
    if len(surface) != len(lemma):
        return None
    weights: dict[tuple[str, str], float] = {}
    for written, nominative in zip(surface, lemma, strict=True):
        if "." in written:
            continue
        own: dict[tuple[str, str], float] = {}
        for r in readings(written.lower()):
            if r.lemma == nominative.lower():
                own[r.gender, r.case] = max(r.weight, own.get((r.gender, r.case), 0.0))
        both = {state: weights[state] * own[state] for state in weights.keys() & own.keys()}
        weights = both or weights or own
    if not weights:
        return None
    return max(sorted(weights), key=lambda state: weights[state] * _CASE_PRIOR[state[1]])


def disguise(text: str, names: Sequence[SourceName]) -> Disguise:
    """Replace names by stand-ins of the same gender and case.

    Where the other words of a name are given names that everybody knows, the family name alone is replaced. Names whose
    case is unknown, and those for which no stand-in is left, are written in Latin letters.

    Args:
        text: the source text.
        names: names in it, not overlapping.
    """
    free = [s for s in _rules().stand_ins if s.forms["nom"][:4] not in text]
    used: list[tuple[str, str]] = []
    for name in sorted(names, key=lambda n: -n.start):
        part = _telling_part(name)
        state = _state(name)
        chosen = next((s for s in free if state and s.gender == state[0]), None)
        if chosen is None or state is None:
            text = text[: name.start] + name.romanized + text[name.end :]
            continue
        free = [s for s in free if s.stem != chosen.stem]
        form = chosen.forms[state[1]]
        text = text[: part.start] + (form.upper() if part.surface.isupper() else form) + text[part.end :]
        used.append((chosen.stem, part.romanized))
    return Disguise(text, tuple(used))


def _telling_part(name: SourceName) -> SourceName:
    """The family name alone, if it is the last word and known given names or patronymics stand before it."""
    words, lemma, romanized = name.surface.split(), name.lemma.split(), name.romanized.split()
    if not 1 < len(words) == len(lemma) == len(romanized) or telling_words(name.lemma) != lemma[-1:]:
        return name
    if not all(given_name_groups(w) or patronymic_stem(fold(w)) for w in lemma[:-1]):
        return name
    return SourceName(name.end - len(words[-1]), name.end, words[-1], lemma[-1], romanized[-1])


def latinise(text: str, names: Sequence[SourceName]) -> str:
    """Return the text with the names in Latin letters, in the nominative."""
    for name in sorted(names, key=lambda n: -n.start):
        text = text[: name.start] + name.romanized + text[name.end :]
    return text
