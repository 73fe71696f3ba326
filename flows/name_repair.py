"""Translations whose English lacks or misspells a person of the source are mended or made again."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.parsed import Parsed
from normalize import fidelity
from normalize.fidelity import SourceName
from normalize.stand_ins import Disguise, disguise, latinise
from translate import Translation, Translator

CYRILLIC_LANGUAGES = ("ru", "uk", "be")
MENDED = ("ok", "retried")  # glossary entries are right, romanised texts keep every name
STILL = "still_"


@dataclass
class _Case:
    """One translation with the names of its source.

    Attributes:
        row: the translation.
        source: its source text.
        names: the persons in it.
        missing: those that the English lacks or misspells.
        troubled: those that some attempt has lacked or misspelled.
    """

    row: dict[str, Any]
    source: str
    names: list[SourceName]
    missing: list[SourceName]
    troubled: list[SourceName]

    def take(self, english: str, again: Translation | None = None) -> None:
        """Keep a better English."""
        self.row["text_en"] = english
        self.row["reason"] = "+".join(filter(None, [self.row["reason"], "name_fixed"]))
        self.row["status"] = "retried"
        if again is not None:
            self.row.update(score=again.score, cached=again.cached)
            self.row["reason"] = "+".join(filter(None, [again.reason, "name_fixed"]))


def mend_names(
    parsed: Sequence[Parsed],
    mentions: Sequence[Mapping[str, Any]],
    translations: Mapping[str, dict[str, Any]],
    translators: Mapping[str, Translator],
) -> None:
    """Change rows of `translations` in place where a person's name went wrong.

    First what is nearly the name is spelled right; then the text is translated again with stand-ins for the names that
    are still missing, and if that does not bring them, with the names in Latin letters. A new translation is taken when
    it has all names that the old one has, and more, and no more failed checks. Names that stay missing are told by `still_name` in `reason`.
    """
    _name_organisations(mentions, translations)
    cases = _cases(parsed, mentions, translations)
    for case in cases:
        spelled = fidelity.spell(case.names, case.row["text_en"])
        if spelled != case.row["text_en"]:
            case.take(spelled)
            case.missing = case.troubled = fidelity.unfaithful(case.names, spelled)
    for lang, translator in translators.items():
        own = [c for c in cases if c.row["source_lang"] == lang]
        _retry(own, translator, lambda c: disguise(c.source, c.troubled))
        _retry(own, translator, lambda c: Disguise(latinise(c.source, c.troubled), ()))
        _retry(own, translator, lambda c: Disguise(latinise(c.source, c.names), ()))
    for case in cases:
        if case.missing:
            case.row["reason"] = "+".join(filter(None, [case.row["reason"], f"{STILL}name"]))


def _name_organisations(mentions: Sequence[Mapping[str, Any]], translations: Mapping[str, dict[str, Any]]) -> None:
    """Give well-known organisations their English names; that is spelling, the status stays."""
    for mention in mentions:
        row = translations.get(mention["span_id"])
        if mention["kind"] == "organisation" and row is not None and row["status"] in MENDED:
            row["text_en"] = fidelity.spell_known([mention["lemma"]], row["text_en"])


def _cases(
    parsed: Sequence[Parsed], mentions: Sequence[Mapping[str, Any]], translations: Mapping[str, dict[str, Any]]
) -> list[_Case]:
    persons: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for mention in mentions:
        row = translations.get(mention["span_id"])
        if mention["kind"] == "person" and row is not None and row["status"] in MENDED:
            persons[mention["span_id"]].append(mention)
    cases = []
    for document in parsed:
        for span_id, span, detection in document:
            if span_id in persons and detection.lang in CYRILLIC_LANGUAGES:
                names = [
                    SourceName(m["start"] - span.start, m["end"] - span.start, m["surface"], m["lemma"], m["romanized"])
                    for m in persons[span_id]
                ]
                row = translations[span_id]
                missing = fidelity.unfaithful(names, row["text_en"])
                cases.append(_Case(row, span.text, names, missing, missing))
    return cases


def _retry(cases: Sequence[_Case], translator: Translator, rewrite: Callable[[_Case], Disguise]) -> None:
    """Translate the rewritten texts of those cases that still miss names, and keep what is better."""
    todo = [(case, rewrite(case)) for case in cases if case.missing]
    answers = translator.translate([d.text for _, d in todo])
    for (case, disguised), again in zip(todo, answers, strict=True):
        english = disguised.undo(again.text)
        if english is None or again.status not in MENDED:
            continue
        english = fidelity.spell(case.names, english)
        missing = fidelity.unfaithful(case.names, english)
        better = len(missing) < len(case.missing) and all(name in case.missing for name in missing)
        if better and _failed_checks(again.reason) <= _failed_checks(case.row["reason"]):
            case.take(english, again)
            case.missing = missing
        case.troubled = [name for name in case.names if name in case.troubled or name in missing]


def _failed_checks(reason: str | None) -> int:
    return sum(code.startswith(STILL) for code in (reason or "").split("+"))
