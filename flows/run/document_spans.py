"""A document between its steps: the staged row, its spans, their languages."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from translate import Detection, Span

DECLARED = "declared"
"""Key of a document, of no table: the language that its sender says it is in."""
_LANG = ("lang", "language")
"""What pages, columns and feeds call the language of a document, in `extra`."""


def declared_language(document: Mapping[str, Any]) -> str | None:
    """The language that the sender, the page or the record says a document is in, without its country; None where none does."""
    if document.get(DECLARED):
        return str(document[DECLARED])
    extra = json.loads(document.get("extra") or "{}")
    said = next((extra[name] for name in _LANG if isinstance(extra.get(name), str)), "")
    return re.split("[-_]", said.strip().lower())[0] or None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A staged document with its spans and their languages; the three lists are of one length.

    Attributes:
        row: the document's columns so far.
        span_ids: id of every span.
        spans: in order.
        detections: the language of each.
    """

    row: Mapping[str, Any]
    span_ids: list[str]
    spans: list[Span]
    detections: list[Detection]

    def __iter__(self) -> Iterator[tuple[str, Span, Detection]]:
        """Yield id, span and language together."""
        return zip(self.span_ids, self.spans, self.detections, strict=True)
