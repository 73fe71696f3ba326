"""Find the names of persons, organisations and places in Russian and English text, with exact offsets.

    >>> [m.surface for m in find_names("Глава «Роскосмоса» Д. О. Рогозин прибыл в Москву.", "ru")]
    ['Роскосмоса', 'Д. О. Рогозин', 'Москву']

A text is read by the tagger of its language; what the tagger finds is trimmed to the name (no quotation marks, articles,
titles, possessives) and dropped when it is none (`normalize.mention_filters` says why).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.found import PERSON, Found
from normalize.mention_filters import addresses, rejection, trim
from normalize.mention_forms import latin, lemma
from normalize.mention_rules import Context, apply_rules
from normalize.ner_en import tag_english
from normalize.ner_ru import tag_russian, words

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    Attributes:
        start: first character; ``text[start:end] == surface``.
        end: one past the last character.
        surface: the name as it stands in the text.
        kind: person, organisation or place.
        lemma: nominative, as written otherwise.
        romanized: the lemma in Latin letters.
        detector: the tagger or rule that found it.
        score: how sure the detector is, 0 to 1.
    """

    start: int
    end: int
    surface: str
    kind: str
    lemma: str
    romanized: str
    detector: str
    score: float


def _is_cyrillic(text: str, lang: str) -> bool:
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    return cyrillic > latin or (cyrillic == latin and lang != "en")


def _clean(text: str, found: Sequence[Found], *, russian: bool) -> list[Found]:
    """Trimmed names that are names, in order, not overlapping, none inside an address."""
    forbidden = addresses(text)
    kept: list[Found] = []
    for candidate in sorted(found, key=lambda f: (f.start, -f.end)):
        name = trim(text, candidate, russian=russian)
        if kept and name.start < kept[-1].end:
            continue
        if rejection(text, name) or any(start < name.end and name.start < end for start, end in forbidden):
            continue
        kept.append(name)
    return kept


def _mentions(text: str, names: Sequence[Found], lang: str) -> list[Mention]:
    surfaces = [text[name.start : name.end] for name in names]
    persons = [surface for surface, name in zip(surfaces, names, strict=True) if name.kind == PERSON]
    mentions = []
    for surface, name in zip(surfaces, names, strict=True):
        nominative = lemma(surface, name.kind, persons)
        spelled = latin(nominative, lang)
        score = round(name.score, 4)
        mentions.append(Mention(name.start, name.end, surface, name.kind, nominative, spelled, name.detector, score))
    return mentions


def find_names_batch(texts: Sequence[str], langs: Sequence[str]) -> list[list[Mention]]:
    """Find names in many texts at once.

    Args:
        texts: any strings; best a sentence or a paragraph each.
        langs: BCP 47 tag of each text; "ru" and "en" have taggers, others are read by the tagger of their script.

    Returns:
        For each text its mentions, in order and not overlapping.

    Raises:
        ValueError: `texts` and `langs` differ in length.
    """
    if len(texts) != len(langs):
        raise ValueError(f"{len(texts)} texts but {len(langs)} languages; give one language for each text")
    russian = [_is_cyrillic(text, lang) for text, lang in zip(texts, langs, strict=True)]
    found: list[list[Found]] = [[] for _ in texts]
    ru = [i for i, flag in enumerate(russian) if flag]
    en = [i for i, flag in enumerate(russian) if not flag]
    tokens = [words(texts[i]) for i in ru]
    for i, own, names in zip(ru, tokens, tag_russian(tokens), strict=True):
        found[i] = apply_rules(Context(texts[i], own, shouted=False), names)
    for i, names in zip(en, tag_english([texts[i] for i in en]), strict=True):
        found[i] = names
    return [
        _mentions(text, _clean(text, names, russian=flag), lang)
        for text, names, flag, lang in zip(texts, found, russian, langs, strict=True)
    ]


def find_names(text: str, lang: str = "ru") -> list[Mention]:
    """Find names in one text; see `find_names_batch`."""
    return find_names_batch([text], [lang])[0]
