"""What people have said about the spans of a document: corrections, and stretches that are not to be translated."""

import re
from dataclasses import replace

from flows.run.document_spans import Parsed
from flows.run.models import Tools
from flows.tables.ids import stable_id
from normalize.text.script import script_of
from translate import Detection

KEPT = "kept"
"""Column of staged documents, of no table: the stretches that their author marked as not to be translated."""

_MOST_SENTENCES = 50  # of one correction: a long paragraph
_EDGES = re.compile(r"\A\W+|\W+\Z")


def told_by_people(document: Parsed, kit: Tools) -> Parsed:
    """The document with the languages that people have told: a correction's, none for what is not to be translated."""
    return _not_kept(_corrected(_joined(document, kit), kit))


def _joined(document: Parsed, kit: Tools) -> Parsed:
    """The document with those neighbouring spans made one that a person has corrected as a whole."""
    corrected = [t.corrections for t in kit.translators.values() if len(t.corrections)]
    if not corrected:
        return document
    lines = [span.line for span in document.spans]
    ids, spans, detections = [], [], []
    at = 0
    while at < len(lines):
        n = max(c.longest_from(lines[at : at + _MOST_SENTENCES]) for c in corrected)
        span = document.spans[at]
        if n > 1:
            end = document.spans[at + n - 1].end
            text = document.row["text"][span.start : end]
            span = replace(span, end=end, text=text, script=script_of(text))
        ids.append(stable_id(document.row["document_id"], span.start, span.text))
        spans.append(span)
        detections.append(document.detections[at])
        at += max(n, 1)
    return replace(document, span_ids=ids, spans=spans, detections=detections)


def _corrected(document: Parsed, kit: Tools) -> Parsed:
    """The document with those spans that a person has corrected in the language the correction is from."""
    corrected = {lang: t.corrections for lang, t in kit.translators.items() if len(t.corrections)}
    if not corrected:
        return document
    detections = [
        next((Detection(lang, 1.0, "correction") for lang, c in corrected.items() if c.lookup(span.line)), detection)
        for _, span, detection in document
    ]
    return replace(document, detections=detections)


def _not_kept(document: Parsed) -> Parsed:
    """The document with those spans that are wholly marked as not to be translated in no language."""
    kept = document.row.get(KEPT) or ()
    if not kept:
        return document
    detections = [
        Detection("zxx", 1.0, "translate-no") if any(_EDGES.sub("", span.line) in one for one in kept) else detection
        for _, span, detection in document
    ]
    return replace(document, detections=detections)
