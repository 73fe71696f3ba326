"""Names of a batch of documents: rows of `mentions`, not linked to entities yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flows.run.document_spans import Parsed
from flows.tables.ids import stable_id
from normalize import Mention
from normalize.mentions.find import find_names_batch

NOT_SEARCHED = ("zxx", "ru-Latn")
"""What is in no language has no names: numbers, code, addresses; no tagger reads Russian in Latin letters."""


@dataclass(frozen=True, slots=True)
class SpanNames:
    """The names found in one span, offsets counted in the span.

    Attributes:
        document_id: the document of the span.
        span_id: the span.
        start: where the span begins in the document.
        lang: language of the span.
        names: in order.
    """

    document_id: str
    span_id: str
    start: int
    lang: str
    names: Sequence[Mention]


def find_names(parsed: Sequence[Parsed]) -> list[SpanNames]:
    """Find the names in all spans of a language, those of one document in each other's light."""
    wanted = [(p.row["document_id"], sid, s, d.lang) for p in parsed for sid, s, d in p if d.lang not in NOT_SEARCHED]
    found = find_names_batch([s.text for *_, s, _ in wanted], [lang for *_, lang in wanted], [d for d, *_ in wanted])
    return [
        SpanNames(document_id, span_id, span.start, lang, names)
        for (document_id, span_id, span, lang), names in zip(wanted, found, strict=True)
    ]


def mention_rows(found: Sequence[SpanNames]) -> list[dict[str, Any]]:
    """Rows of the table `mentions` with offsets in the document; the columns that link to entities are None."""
    return [
        {
            "mention_id": stable_id(span.document_id, span.start + m.start, m.surface),
            "document_id": span.document_id,
            "span_id": span.span_id,
            "start_char": span.start + m.start,
            "end_char": span.start + m.end,
            "surface": m.surface,
            "kind": m.kind,
            "found_as": m.kind,
            "lang": span.lang,
            "lemma": m.lemma,
            "romanized": m.romanized,
            "entity_id": None,
            "link_rule": None,
            "link_score": None,
            "link_evidence": None,
            "detector": m.detector,
        }
        for span in found
        for m in span.names
    ]
