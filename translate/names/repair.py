"""Translations whose English lacks or misspells a name of the source are mended or made again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from normalize.kinds import PERSON
from translate.engine.pool import Asking
from translate.names import given as given_names
from translate.names import persons as fidelity
from translate.names import places as renderings
from translate.names import spelling
from translate.names.placeholders import MaskedNames, latinise, mask_names
from translate.names.types import SourceName
from translate.types import BY_MODEL, Translation

_LIST = 3
"""Names brought back from which a sentence may be torn apart around them: it is a list, and has little else to lose."""

_MANY = 100
"""Names of one text that are looked after; every one is compared with every word of the English. A text with more is doubtful:
nobody has looked at the others."""


@dataclass
class _Case:
    """One translation with the names of its source.

    Attributes:
        source: the source text.
        names: the names in it.
        translation: what has become of it so far.
        missing: the names that the English lacks or misspells.
        troubled: those that some attempt has lacked or misspelled.
        asked: what has been translated for it.
    """

    source: str
    names: Sequence[SourceName]
    translation: Translation
    missing: list[SourceName] = field(default_factory=list)
    troubled: list[SourceName] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def lacks(self, english: str) -> list[SourceName]:
        """The names that an English text lacks or misspells."""
        return fidelity.missing_names(_persons(self.names), english) + renderings.lost(self.names, english)

    def spelled(self, english: str) -> str:
        """An English text with garbled names put right."""
        persons = _persons(self.names)
        english = spelling.spell(persons, english)
        english = given_names.drop_made_up_given(self.source, persons, english)
        return renderings.spell_names(self.source, self.names, english)

    def take(self, english: str, again: Translation | None = None) -> None:
        """Keep a better English."""
        self.translation = replace(again or self.translation, text=english)
        self.translation = self.translation.noting("name_fixed")


def mended(
    source: str, names: Sequence[SourceName], translation: Translation, translate: Callable[[str], Asking[Translation]]
) -> Asking[Translation]:
    """The translation with its names put right.

    First what is nearly the name is spelled right; then the text is translated again with stand-ins for the names that are
    still missing, and if that does not bring them, with the names in Latin letters. A new translation is taken when it
    has all names that the old one has, and more, and no more failed checks; for places alone the text is not torn apart
    around them. A translation whose names stay missing is doubtful (`name` among its problems), and so is one with more names
    than are looked after. What people wrote and what is romanised is left alone.

    Args:
        source: the source text.
        names: the names in it.
        translation: its translation.
        translate: asked for the text with names replaced, whose names it does not look at.
    """
    if not names or translation.status not in BY_MODEL:
        return translation
    given, names = len(names), names[:_MANY]
    case = _Case(source, names, translation)
    # Well-known organisations and places get their English names; that is spelling, the status stays.
    known = spelling.spell_known([name for name in names if name.kind != PERSON], translation.text)
    case.translation = replace(translation, text=known)
    spelled = case.spelled(known)
    if spelled != known:
        case.take(spelled)
    case.missing = case.troubled = case.lacks(spelled)
    for rewrite in _REWRITES:
        if not case.missing:
            break
        masked = rewrite(case)
        if masked.text not in case.asked:
            case.asked.add(masked.text)
            _consider(case, masked, (yield from translate(masked.text)))
    return case.translation.doubting("name") if case.missing or given > _MANY else case.translation


def _persons(names: Sequence[SourceName]) -> list[SourceName]:
    return [name for name in names if name.kind == PERSON]


def _of_latin_spelling(case: _Case) -> list[SourceName]:
    """The persons that are missing, and those whose press romanisation is right: foreign ones are left to the model."""
    return [name for name in _persons(case.names) if name in case.troubled or fidelity.is_native(name)]


_REWRITES: Final[tuple[Callable[[_Case], MaskedNames], ...]] = (
    lambda c: mask_names(c.source, c.troubled),
    lambda c: mask_names(c.source, c.troubled, others=True),
    lambda c: mask_names(c.source, c.troubled),  # more are in trouble by now
    lambda c: MaskedNames(latinise(c.source, c.troubled), ()),
    lambda c: MaskedNames(latinise(c.source, _of_latin_spelling(c)), ()),
)
"""What is asked for, one after the other, while names are missing."""


def _consider(case: _Case, masked: MaskedNames, again: Translation) -> None:
    """Keep a translation of the rewritten text, if it is better."""
    english = masked.unmask(again.text)
    if english is None or again.status not in BY_MODEL:
        return
    english = case.spelled(english)
    missing = case.lacks(english)
    torn = "split" in (again.reason or "").split("+") and "split" not in (case.translation.reason or "").split("+")
    torn = torn and len(case.missing) - len(missing) < _LIST
    if not torn and _is_better(case, english, missing) and len(again.problems) <= len(case.translation.problems):
        case.take(english, again)
        case.missing = missing
    case.troubled = [name for name in case.names if name in case.troubled or name in missing]


def _is_better(case: _Case, english: str, missing: Sequence[SourceName]) -> bool:
    """Whether it is an English text that has every name of the present one, and more."""
    old, persons = case.translation.text, _persons(case.names)
    kept = renderings.rendered(case.names, old) <= renderings.rendered(case.names, english)
    kept = kept and fidelity.kept_words(persons, old) <= fidelity.kept_words(persons, english)
    made_up, made_up_before = (
        len(renderings.unexplained_words(case.source, case.names, text)) for text in (english, old)
    )
    return (
        made_up <= made_up_before
        and kept
        and len(missing) < len(case.missing)
        and all(name in case.missing for name in missing)
    )
