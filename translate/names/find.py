"""Names of source texts, as the modules that hold them against the English want them."""

from collections.abc import Hashable, Sequence, Set

from normalize import Mention
from normalize.kinds import PERSON
from normalize.mentions.find import find_names_batch
from normalize.text.marks import without_stress
from translate.names.places import english_name
from translate.names.types import SourceName


def find_source_names(texts: Sequence[str], lang: str) -> list[list[SourceName]]:
    """Find the names of texts that stand alone; each text is a document of its own.

    Args:
        texts: in one language.
        lang: its BCP 47 code; names are searched in Russian and English.
    """
    found = find_names_batch(texts, [lang] * len(texts), range(len(texts)))
    return source_names(found, range(len(texts)))


def source_names(mentions: Sequence[Sequence[Mention]], documents: Sequence[Hashable]) -> list[list[SourceName]]:
    """Turn the names found in texts into `SourceName`s.

    Args:
        mentions: the names of each text, with offsets in it.
        documents: the document of each text: a family name that its document has in full is sure.
    """
    full = {
        (document, mention.lemma.split()[-1])
        for document, found in zip(documents, mentions, strict=True)
        for mention in found
        if mention.kind == PERSON and " " in mention.lemma
    }
    return [
        [_source_name(mention, document, full) for mention in found]
        for document, found in zip(documents, mentions, strict=True)
    ]


def _source_name(mention: Mention, document: Hashable, full: Set[tuple[Hashable, str]]) -> SourceName:
    lemma, kind, english = mention.lemma, mention.kind, mention.romanized
    if kind != PERSON:
        english = english_name(lemma, kind, english)
    sure = (document, lemma) in full
    return SourceName(mention.start, mention.end, without_stress(mention.surface), lemma, english, kind, sure)
