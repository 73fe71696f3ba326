"""Names of a batch of documents: rows of `mentions`, not linked to entities yet, and names mended in translations."""

from collections.abc import Sequence
from typing import Any

from flows.ids import stable_id
from flows.parsed import Parsed
from normalize.mentions import find_names_batch

SEARCHED = ("ru", "en", "und")
"""Languages with a tagger, and spans too short to tell; the taggers find more nonsense than names in any other."""


def find_mentions(parsed: Sequence[Parsed]) -> list[dict[str, Any]]:
    """Find the names in Russian and English spans.

    Returns:
        Rows of the table `mentions` with offsets in the document; the columns that link to entities are None.
    """
    wanted = [(p.row["document_id"], sid, s, d.lang) for p in parsed for sid, s, d in p if d.lang in SEARCHED]
    found = find_names_batch([s.text for *_, s, _ in wanted], [lang for *_, lang in wanted], [d for d, *_ in wanted])
    return [
        {
            "mention_id": stable_id(document_id, span.start + m.start, m.surface),
            "document_id": document_id,
            "span_id": span_id,
            "start": span.start + m.start,
            "end": span.start + m.end,
            "surface": m.surface,
            "kind": m.kind,
            "lang": lang,
            "lemma": m.lemma,
            "romanized": m.romanized,
            "entity_id": None,
            "link_rule": None,
            "link_score": None,
            "detector": m.detector,
        }
        for (document_id, span_id, span, lang), mentions in zip(wanted, found, strict=True)
        for m in mentions
    ]
