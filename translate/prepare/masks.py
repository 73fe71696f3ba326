"""Words the engine is not to touch, hidden behind names it copies while the sentence is translated whole.

A small model garbles or drops unknown words in Latin letters ("OFAC исключило два судна" → "The IAC excluded"), but copies
some names that everybody knows. Cutting the sentence around such words keeps them and loses the sense of the rest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.resources import once, read_rows

STAND_INS = "stand_ins_en.tsv"

_VOWEL = re.compile(r"[AEIOUaeiou]")
_DETERMINED = re.compile(
    r"(?:\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y|[Yy]our|local|regional|federal)"
    r"|['’]s|s['’]|(?<=[a-z,] )[A-Z][a-z]+)\s\Z"
)
_ARTICLE = re.compile(r"\b([Aa])n?\s\Z")


@dataclass(frozen=True, slots=True)
class Mask:
    """A name that stands for a stretch of the source.

    Attributes:
        stand_in: the name.
        text: what belongs in its place in the English.
        count: how often it stands in the source.
    """

    stand_in: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a source text and what it is in English."""

    start: int
    end: int
    english: str


def mask(text: str, stretches: Sequence[Stretch], which: str) -> tuple[str, tuple[Mask, ...]] | None:
    """Put stand-ins in the place of stretches; equal ones get the same.

    Args:
        text: what is to be translated.
        stretches: in order, not overlapping.
        which: the set of stand-ins, `first` or `second`.

    Returns:
        The text and the masks in it; None where there is nothing to hide or there are too few stand-ins.
    """
    free = [name for name in _stand_ins()[which] if name not in text]
    wanted = list(dict.fromkeys(stretch.english for stretch in stretches))
    if not wanted or len(wanted) > len(free):
        return None
    chosen = dict(zip(wanted, free, strict=False))
    parts: list[str] = []
    last = 0
    for stretch in stretches:
        parts += [text[last : stretch.start], chosen[stretch.english]]
        last = stretch.end
    counts = {english: sum(s.english == english for s in stretches) for english in wanted}
    masks = tuple(Mask(chosen[english], english, counts[english]) for english in wanted)
    return "".join([*parts, text[last:]]), masks


def unmask(english: str, masks: Sequence[Mask]) -> str | None:
    """Put what was hidden into a translation; None when a stand-in is not there exactly as often as in the source."""
    for one in masks:
        found = list(re.finditer(rf"(?<!\w){one.stand_in}(?!\w)", english))
        if len(found) != one.count:
            return None
        for at in reversed(found):
            english = with_article(english[: at.start()], one.text) + english[at.end() :]
    return english


def with_article(before: str, text: str) -> str:
    """Join an English text and what comes next: a or an as it sounds, its "the" where nothing stands for it already.

    >>> with_article("We asked ", "the Central Bank"), with_article("Russia's ", "the Central Bank")
    ('We asked the Central Bank', "Russia's Central Bank")
    """
    bare = text.removeprefix("the ")
    starts = not before.strip(" \"'(“") or before.rstrip(" \"'(“")[-1] in ".!?"
    kept = bare[0].islower() and _ARTICLE.search(before)  # a school
    if bare != text and not kept and not _DETERMINED.search(before):
        return f"{_ARTICLE.sub('', before)}{'The' if starts else 'the'} {bare}"
    if starts and " " in bare:
        bare = bare[0].upper() + bare[1:]
    return _ARTICLE.sub(rf"\1{'n' * bool(_VOWEL.match(bare))} ", before) + bare


@once
def _stand_ins() -> dict[str, tuple[str, ...]]:
    sets: dict[str, tuple[str, ...]] = {}
    for which, name in read_rows("translate.prepare", STAND_INS, columns=2, required=2):
        sets[which] = (*sets.get(which, ()), name)
    return sets
