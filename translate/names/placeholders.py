"""Names a model does not know, hidden from it behind names that it knows, and found again in its English.

A stand-in takes the place of a name in the same gender and case, so that the sentence keeps its meaning: in "Жмыхова сменил
Ладыгин" the ending alone tells who came after whom. Where that cannot be done the name is written in Latin letters, which
models copy; its case is lost then.
"""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from normalize.gazetteer.given_names import given_name_groups
from normalize.kinds import PERSON
from normalize.morphology.lexicon import place_readings
from normalize.morphology.paradigms import CASE_PRIOR, CASES, readings
from normalize.parse.person import patronymic_stem
from normalize.phonetics.readings import fold
from normalize.resources import read_rows
from translate.names.persons import identifying_words, is_made_up
from translate.names.types import SourceName

_FAMILY = "p"
_FAMILY_CASES = {
    "ыми": "ins",
    "ими": "ins",
    "ых": "gen",
    "их": "gen",
    "ым": "dat",
    "им": "dat",
    "ы": "nom",
    "ие": "nom",
}
"""Case of a family name in the plural by its ending; an accusative is like the genitive."""
_LAST_WORD = re.compile(r"([A-Z][a-z]+) \Z")


@dataclass(frozen=True, slots=True)
class MaskedNames:
    """A source text with names replaced by others.

    Attributes:
        text: what to translate.
        names: for every replaced name the English of its stand-in, without the -a of a woman's, and what it stands for.
    """

    text: str
    names: tuple[tuple[str, str], ...]

    def unmask(self, english: str) -> str | None:
        """Put the right names into a translation of `text`; None when a stand-in is not there exactly once."""
        for stem, name in self.names:  # models mistake the gender of a surname now and then
            found = list(re.finditer(rf"\b{stem}(?:a|s)?\b", english, re.IGNORECASE))
            if len(found) != 1:
                return None
            at = found[0]
            before, after = self._without_given_name(english[: at.start()]), english[at.end() :]
            one = self._is_family(stem) and (after.startswith(" family") or before.endswith("family of "))
            right = name.removesuffix("s") if one else name
            english = before + (right.upper() if at.group().isupper() else right) + after
        return english

    def _is_family(self, stem: str) -> bool:
        """Whether the stand-in stands in the plural in the text."""
        return any(
            s.stem == stem and s.gender == _FAMILY and any(f in self.text for f in s.forms.values())
            for s in _stand_ins()
        )

    def _without_given_name(self, before: str) -> str:
        """Drop a given name at the end that the source does not have: models complete Петров to Pyotr Petrov."""
        last = _LAST_WORD.search(before)
        if last is None or not is_made_up(last.group(1), self.text, ()):
            return before
        return before[: last.start()]


class _StandIn(NamedTuple):
    kind: str
    gender: str
    stem: str
    forms: dict[str, str]


@functools.cache
def _stand_ins() -> tuple[_StandIn, ...]:
    rows = read_rows("translate.names", "stand_ins.tsv", columns=9)
    return tuple(
        _StandIn(kind, gender, english.removesuffix("a"), dict(zip(CASES, forms, strict=True)))
        for kind, gender, english, *forms in rows
    )


def _state(name: SourceName) -> tuple[str, str] | None:
    """(gender, case) in which a name stands, from the words whose declension gives its lemma; None when unknown."""
    if name.kind != PERSON:
        found = place_readings(name.surface.lower())
        return _likeliest({(r.gender, r.case): r.weight for r in found if r.lemma == name.lemma.lower()})
    surface, lemma = name.surface.split(), name.lemma.split()
    if len(surface) != len(lemma):
        return None
    if name.family:
        ending = next((e for e in _FAMILY_CASES if name.surface.lower().endswith(e)), None)
        return None if ending is None else (_FAMILY, _FAMILY_CASES[ending])
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
    return _likeliest(weights)


def _likeliest(weights: Mapping[tuple[str, str], float]) -> tuple[str, str] | None:
    return max(sorted(weights), key=lambda state: weights[state] * CASE_PRIOR[state[1]], default=None)


def mask_names(text: str, names: Sequence[SourceName], *, others: bool = False) -> MaskedNames:
    """Replace names by stand-ins of the same gender and case.

    Where the other words of a name are given names that everybody knows, the family name alone is replaced. Names whose
    case is unknown, and those for which no stand-in is left, are written in Latin letters.

    Args:
        text: the source text.
        names: names in it, not overlapping.
        others: take the stand-ins from the end of the list, when the first have not come through.
    """
    free = [s for s in _stand_ins() if s.forms["nom"][:4] not in text]
    if others:
        free.reverse()
    used: list[tuple[str, str]] = []
    for name in sorted(names, key=lambda n: -n.start):
        part = _identifying_part(name)
        state = _state(name)
        chosen = next((s for s in free if state and (s.kind, s.gender) == (name.kind, state[0])), None)
        if chosen is None or state is None:
            text = latinise(text, [name])
            continue
        free = [s for s in free if s.stem != chosen.stem]
        form = chosen.forms[state[1]]
        text = text[: part.start] + (form.upper() if part.surface.isupper() else form) + text[part.end :]
        used.append((chosen.stem, part.english))
    return MaskedNames(text, tuple(used))


def _identifying_part(name: SourceName) -> SourceName:
    """The family name alone, if it is the last word and known given names or patronymics stand before it."""
    words, lemma, romanized = name.surface.split(), name.lemma.split(), name.romanized.split()
    if (
        name.suffix
        or name.family
        or not 1 < len(words) == len(lemma) == len(romanized)
        or identifying_words(name.lemma) != lemma[-1:]
    ):
        return name
    if not all(given_name_groups(w) or patronymic_stem(fold(w)) for w in lemma[:-1]):
        return name
    return SourceName(name.end - len(words[-1]), name.end, words[-1], lemma[-1], romanized[-1])


def latinise(text: str, names: Sequence[SourceName]) -> str:
    """Return the text with the names in Latin letters, in the nominative."""
    for name in sorted(names, key=lambda n: -n.start):
        text = text[: name.start] + name.english + text[name.end :]
    return text
