"""Plurals of family names: Петровы, Обуховых, Лисицким are a family, never one woman."""

import re

from normalize.morphology.lexicon import is_listed, name_readings

_PLURALS = (
    # (ending of the plural form, what the man's nominative has in its place, the plural nominative, plural for certain)
    (re.compile("(?<=[оеё]в|[иы]н)(?:ы|ых|ыми)\\Z"), "", "ы", True),
    (re.compile("(?<=[оеё]в|[иы]н)ым\\Z"), "", "ы", False),
    (re.compile("(?<=[сц]к)(?:ие|их|ими)\\Z"), "ий", "ие", True),
    (re.compile("(?<=[сц]к)им\\Z"), "ий", "ие", False),
    (re.compile("(?<=[бвдзлмнпрстф])(?:ы|ов|ам|ами|ах)\\Z"), "", "ы", False),
    (re.compile("(?<=[гкхжшч])(?:и|ов|ей|ам|ами|ах)\\Z"), "", "и", False),
)
_LIKELY = 0.5


def family_name(word: str, plural: float) -> tuple[str, str]:
    """(plural nominative, man's nominative) of a family name in the plural; ("", "") for other words.

    Args:
        word: as written.
        plural: how likely its place asks for a plural, 0 to 1; Лисицким is a man's instrumental as well.
    """
    lower = word.lower()
    for ending, single, nominative, certain in _PLURALS:
        match = ending.search(lower)
        if not match or not (certain or plural >= _LIKELY):
            continue
        man = lower[: match.start()] + single
        known = is_listed(man, "s") or any(r.role == "s" and r.case == "nom" for r in name_readings(man))
        if known and not any(r.case == "nom" and r.lemma == lower for r in name_readings(lower)):
            stem = word[: match.start()]
            return stem + nominative, stem + single
    return "", ""
