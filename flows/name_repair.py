"""Translations whose English lacks or misspells a name of the source are mended or made again."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from flows.parsed import Parsed
from normalize import fidelity, renderings
from normalize.found import PERSON
from normalize.source_names import SourceName
from normalize.stand_ins import Disguise, disguise, latinise
from translate import Translation, Translator

MENDED = ("ok", "retried")  # glossary entries are right, romanised texts keep every name
STILL = "still_"


@dataclass
class _Case:
    """One translation with the names of its source.

    Attributes:
        row: the translation.
        source: its source text.
        names: the names in it.
        missing: those that the English lacks or misspells.
        troubled: those that some attempt has lacked or misspelled.
    """

    row: dict[str, Any]
    source: str
    names: list[SourceName]
    missing: list[SourceName] = field(default_factory=list)
    troubled: list[SourceName] = field(default_factory=list)

    def lacks(self, english: str) -> list[SourceName]:
        """The names that an English text lacks or misspells."""
        return fidelity.unfaithful(_persons(self.names), english) + renderings.lost(self.names, english)

    def spelled(self, english: str) -> str:
        """An English text with garbled names put right."""
        return renderings.spell_names(self.source, self.names, fidelity.spell(_persons(self.names), english))

    def take(self, english: str, again: Translation | None = None) -> None:
        """Keep a better English."""
        self.row["text_en"] = english
        if again is not None:
            self.row.update(score=again.score, cached=again.cached, reason=again.reason)
        self.note("name_fixed")

    def note(self, code: str) -> None:
        """Add a reason; the row is plain no more."""
        self.row["status"] = "retried"
        self.row["reason"] = "+".join(filter(None, [self.row["reason"], code]))


def mend_names(
    parsed: Sequence[Parsed],
    mentions: Sequence[Mapping[str, Any]],
    translations: Mapping[str, dict[str, Any]],
    translators: Mapping[str, Translator],
) -> None:
    """Change rows of `translations` in place where a name went wrong.

    First what is nearly the name is spelled right; then the text is translated again with stand-ins for the names that are
    still missing, and if that does not bring them, with the names in Latin letters. A new translation is taken when it
    has all names that the old one has, and more, and no more failed checks; for places alone the text is not torn apart
    around them. Names that stay missing are told by `still_name` in `reason`.
    """
    _name_organisations(mentions, translations)
    cases = _cases(parsed, mentions, translations)
    for case in cases:
        spelled = case.spelled(case.row["text_en"])
        if spelled != case.row["text_en"]:
            case.take(spelled)
        case.missing = case.troubled = case.lacks(spelled)
    for lang, translator in translators.items():
        own = [c for c in cases if c.row["source_lang"] == lang]
        _retry(own, translator, lambda c: disguise(c.source, c.troubled))
        _retry(own, translator, lambda c: Disguise(latinise(c.source, c.troubled), ()))
        _retry(own, translator, lambda c: Disguise(latinise(c.source, _of_latin_spelling(c)), ()))
    for case in cases:
        if case.missing:
            case.note(f"{STILL}name")


def _name_organisations(mentions: Sequence[Mapping[str, Any]], translations: Mapping[str, dict[str, Any]]) -> None:
    """Give well-known organisations their English names; that is spelling, the status stays."""
    for mention in mentions:
        row = translations.get(mention["span_id"])
        if mention["kind"] == "organisation" and row is not None and row["status"] in MENDED:
            row["text_en"] = fidelity.spell_known([mention["lemma"]], row["text_en"])


def _cases(
    parsed: Sequence[Parsed], mentions: Sequence[Mapping[str, Any]], translations: Mapping[str, dict[str, Any]]
) -> list[_Case]:
    by_span: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for mention in mentions:
        row = translations.get(mention["span_id"])
        if row is not None and row["status"] in MENDED:
            by_span[mention["span_id"]].append(mention)
    full = {(m["document_id"], m["lemma"].split()[-1]) for m in mentions if m["kind"] == PERSON and " " in m["lemma"]}
    return [
        _Case(translations[span_id], span.text, [_source_name(m, span.start, full) for m in by_span[span_id]])
        for document in parsed
        for span_id, span, _ in document
        if span_id in by_span
    ]


def _source_name(mention: Mapping[str, Any], offset: int, full: Set[tuple[str, str]]) -> SourceName:
    """A mention as `normalize.fidelity` takes it; `full` has the family names of those named in full, by document."""
    lemma, kind, english = mention["lemma"], mention["kind"], mention["romanized"]
    if kind != PERSON:
        english = renderings.english_name(lemma, kind, english)
    start, end = mention["start"] - offset, mention["end"] - offset
    return SourceName(start, end, mention["surface"], lemma, english, kind, (mention["document_id"], lemma) in full)


def _persons(names: Sequence[SourceName]) -> list[SourceName]:
    return [name for name in names if name.kind == PERSON]


def _of_latin_spelling(case: _Case) -> list[SourceName]:
    """The persons that are missing, and those whose press romanisation is right: foreign ones are left to the model."""
    return [name for name in _persons(case.names) if name in case.troubled or fidelity.is_native(name)]


def _retry(cases: Sequence[_Case], translator: Translator, rewrite: Callable[[_Case], Disguise]) -> None:
    """Translate the rewritten texts of those cases that still miss names, and keep what is better."""
    todo = [(case, rewrite(case)) for case in cases if case.missing]
    answers = translator.translate([d.text for _, d in todo])
    for (case, disguised), again in zip(todo, answers, strict=True):
        english = disguised.undo(again.text)
        if english is None or again.status not in MENDED:
            continue
        english = case.spelled(english)
        missing = case.lacks(english)
        torn = "latin" in (again.reason or "") and not _persons(case.missing)
        if (
            not torn
            and _is_better(case, english, missing)
            and _failed_checks(again.reason) <= _failed_checks(case.row["reason"])
        ):
            case.take(english, again)
            case.missing = missing
        case.troubled = [name for name in case.names if name in case.troubled or name in missing]


def _is_better(case: _Case, english: str, missing: Sequence[SourceName]) -> bool:
    """True for an English text that has every name of the present one, and more."""
    old, persons = case.row["text_en"], _persons(case.names)
    kept = renderings.rendered(case.names, old) <= renderings.rendered(case.names, english)
    kept = kept and fidelity.kept_words(persons, old) <= fidelity.kept_words(persons, english)
    return kept and len(missing) < len(case.missing) and all(name in case.missing for name in missing)


def _failed_checks(reason: str | None) -> int:
    return sum(code.startswith(STILL) for code in (reason or "").split("+"))
