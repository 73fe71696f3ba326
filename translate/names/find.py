"""Names of source texts, as the modules that hold them against the English want them."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from normalize import Mention
from normalize.gazetteer.curated import known_names
from normalize.kinds import PERSON, PLACE
from normalize.mentions.filters import may_be_surname
from normalize.mentions.find import find_names_batch
from normalize.morphology.dictionary import is_common
from normalize.morphology.places import place_lemma
from normalize.text.marks import without_stress
from normalize.transliteration.romanize import romanize
from translate.names.english import english_person
from translate.names.persons import is_native_word
from translate.names.places import english_name
from translate.names.types import SourceName

OBLIQUE = ("ой", "ою", "ей", "ом", "ем", "ам", "ами", "ах", "у", "ю", "е", "ы", "и", "а", "я")
"""Endings of the oblique cases of names, the nominative's own vowel aside: Танакой, Танаке, Танаку of Танака."""
_STEM = 3
"""Letters that two forms of one foreign name share at least."""

_LONGER_THAN_PARTICLES = 5
"""Letters from which a word in small letters is no particle of a name (фон, дер, оглы)."""


@dataclass(frozen=True, slots=True)
class _Document:
    """What a document's names say of each other.

    Attributes:
        full: whole names of persons by their family name.
        alone: family names that stand alone.
    """

    full: dict[str, set[str]]
    alone: set[str]


def find_source_names(texts: Sequence[str], lang: str) -> list[list[SourceName]]:
    """Find the names of texts that stand alone; each text is a document of its own.

    Args:
        texts: in one language.
        lang: its BCP 47 code; names are searched in Russian and English.
    """
    found = find_names_batch(texts, [lang] * len(texts), range(len(texts)))
    return source_names(found, range(len(texts)))


def source_names(mentions: Sequence[Sequence[Mention]], documents: Sequence[Hashable]) -> list[list[SourceName]]:
    """Turn the names found in texts into `SourceName`s; what is a common word and no name is left out.

    Args:
        mentions: the names of each text, with offsets in it.
        documents: the document of each text: a family name that its document has in full is sure.
    """
    known = _documents(mentions, documents)
    return [
        list(filter(None, (_source_name(mention, known[document]) for mention in found)))
        for document, found in zip(documents, mentions, strict=True)
    ]


def _documents(
    mentions: Sequence[Sequence[Mention]], documents: Sequence[Hashable]
) -> defaultdict[Hashable, _Document]:
    known: defaultdict[Hashable, _Document] = defaultdict(lambda: _Document({}, set()))
    for document, found in zip(documents, mentions, strict=True):
        for mention in found:
            if mention.kind == PERSON and " " in mention.lemma:
                known[document].full.setdefault(mention.lemma.split()[-1], set()).add(mention.lemma)
            elif mention.kind == PERSON:
                known[document].alone.add(mention.lemma)
    return known


def _source_name(mention: Mention, document: _Document) -> SourceName | None:
    start, surface, lemma = _without_common_words(mention)
    if mention.kind == PERSON and known_names(surface, PERSON):
        lemma = surface  # Нарендра Моди is no genitive
    romanized = mention.romanized if lemma == mention.lemma else romanize(lemma)
    if mention.kind != PERSON:
        return SourceName(
            start,
            mention.end,
            without_stress(surface),
            lemma,
            english_name(lemma, mention.kind, romanized),
            mention.kind,
        )
    common = is_common(surface) and not may_be_surname(surface)
    if start == 0 and " " not in surface and common and lemma not in document.full:
        return None  # capitalised because it begins the text
    if any(word.islower() and len(word) >= _LONGER_THAN_PARTICLES for word in surface.split()):
        return None  # Генсекретарь альянса
    if " " not in lemma:
        nominative = _nominative(lemma, {*document.full, *document.alone})
        romanized = romanized if nominative == lemma else romanize(nominative)
        lemma = nominative
    sure = lemma in document.full
    person = english_person(lemma, romanized, is_native_word(lemma.split()[-1]))
    text, established = person.text, person.established
    if sure and " " not in person.lemma:
        text, established = _family_of(document.full[lemma], text, established)
    return SourceName(
        start,
        mention.end,
        without_stress(surface),
        person.lemma,
        text,
        PERSON,
        sure,
        person.accepted,
        established,
        person.suffix,
        person.family,
    )


def _family_of(full_names: Iterable[str], text: str, established: bool) -> tuple[str, bool]:
    """The English family name of the one known person that a document names in full."""
    people = [english_person(full, "", native=False) for full in full_names]
    families = {person.text.split()[-1] for person in people if person.established and person.text}
    return (families.pop(), True) if len(families) == len(people) == 1 else (text, established)


def _nominative(lemma: str, others: Iterable[str]) -> str:
    """Another name of the document of which a foreign one is an oblique form: Танака for Танакой."""
    if is_native_word(lemma):
        return lemma  # Зубарева beside Зубарев is a woman
    for other in sorted(others, key=len):
        stem = other[:-1] if other[-1] in "ая" else other
        if len(stem) >= _STEM and other != lemma and lemma.startswith(stem) and lemma[len(stem) :] in OBLIQUE:
            return other
    return lemma


def _without_common_words(mention: Mention) -> tuple[int, str, str]:
    """Start, surface and lemma of a name without common words before it: возглавляемые Пелоси, исследования Арктики."""
    start, surface, lemma = mention.start, mention.surface, mention.lemma
    if mention.kind not in {PERSON, PLACE}:
        return start, surface, lemma
    while " " in surface and len(surface.split()) == len(lemma.split()) and not known_names(lemma, mention.kind):
        first, rest = surface.split(maxsplit=1)
        rest_lemma = lemma.split(maxsplit=1)[1] if mention.kind == PERSON else place_lemma(rest)
        is_name = mention.kind == PERSON or known_names(rest_lemma, PLACE)
        if not is_name or not is_common(first) or all(map(is_common, rest.split())):
            break
        start += surface.index(rest, len(first))
        surface, lemma = rest, rest_lemma
    return start, surface, lemma
