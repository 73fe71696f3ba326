"""A document between its steps: the staged row, its spans, their languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from translate import Detection, Span

DECLARED = "declared"
"""Key of a document, of no table: the language that its sender says it is in."""


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
