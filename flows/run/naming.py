"""Under which name a document stands in the tables: its source and record; a second thing of one name gets `~2`.

A record without an id is named after its place, line 3 of a feed. Where that line is another one by now, the record that stood
there before is still the feed's: records without ids are known by what they say, and keep the name they were first seen
under. Only in a file whose earlier records stand where they stood is a changed one taken for an edit of the old.
"""

import re
from typing import Any, Final

from flows.read.about import about_columns
from flows.read.types import Document
from flows.run.people import KEPT
from flows.tables.history import History
from flows.tables.ids import stable_id

_PLACE: Final = re.compile(r"#[LRM]\d+(?:\.\d+)*(?:~\d+)?\Z")
_SHA: Final = 16
"""Digits of a content's hash that tell the records of one source apart."""


class Names:
    """The names given in one run."""

    def __init__(self, history: History, run_id: str) -> None:
        self._history = history
        self._run_id = run_id
        self._seen: dict[str, str] = {}  # document id → beginning of the content's hash
        self._earlier: dict[str, dict[str, list[str]]] | None = None
        self._in_place: dict[str, bool] = {}  # source → whether its records so far stand where they stood

    def row(self, document: Document) -> dict[str, Any] | None:
        """Return the row of a document under a name of its own, or None for one that is there already."""
        plain = document.origin if document.record is None else f"{document.origin}#{document.record}"
        content = document.content_sha256[:_SHA]
        known = self._known(document, plain, content) if document.placed else None
        if known is not None:
            return self._named(document, known, content)
        moved = document.placed and not self._in_place.get(document.origin, False)
        number = 1
        while True:
            uri = f"{plain}~{number}" if number > 1 else plain
            number += 1
            document_id = stable_id(uri)
            if self._seen.get(document_id) == content:
                return None
            if document_id in self._seen or (moved and document_id in self._history):
                continue
            return self._named(document, uri, content)

    def _known(self, document: Document, plain: str, content: str) -> str | None:
        """The name under which a record without an id is in the tables, each used once; None for a new one."""
        names = self._of_source(document.origin).get(content)
        if not names:
            return None
        uri = plain if plain in names else names[0]
        names.remove(uri)
        if stable_id(uri) in self._seen:  # taken by an edit a moment ago
            return None
        self._in_place[document.origin] = self._in_place.get(document.origin, True) and uri == plain
        return uri

    def _of_source(self, origin: str) -> dict[str, list[str]]:
        """The names of a source's records without ids in the parent, by content."""
        if self._earlier is None:
            self._earlier = {}
            for uri, sha in self._history.contents():
                if place := _PLACE.search(uri):
                    of_source = self._earlier.setdefault(uri[: place.start()], {})
                    of_source.setdefault(sha[:_SHA], []).append(uri)
        return self._earlier.get(origin, {})

    def _named(self, document: Document, uri: str, content: str) -> dict[str, Any]:
        document_id = stable_id(uri)
        self._seen[document_id] = content
        return {
            "document_id": document_id,
            "source_uri": uri,
            "content_sha256": document.content_sha256,
            "media_type": document.media_type,
            "encoding": document.encoding,
            "title": document.title,
            "published_at": document.published_at,
            **about_columns(document.about, document.source_uri),
            "text": document.text,
            "repairs": "+".join(document.repairs) or None,
            KEPT: list(document.kept),
            "run_id": self._run_id,
        }
