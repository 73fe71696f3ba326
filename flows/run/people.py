"""What people have said about the spans of a document: corrections, and stretches that are not to be translated."""

import re
from dataclasses import replace

from flows.run.models import Tools
from flows.run.parsed import Parsed
from translate import Detection

KEPT = "kept"
"""Column of staged documents, of no table: the stretches that their author marked as not to be translated."""

_EDGES = re.compile(r"\A\W+|\W+\Z")


def told_by_people(document: Parsed, kit: Tools) -> Parsed:
    """The document with the languages that people have told: a correction's, none for what is not to be translated."""
    return _not_kept(_corrected(document, kit))


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
