"""Whether a short text is one that Russian records are made of: a heading, a menu item, a date, an everyday word.

Such a text alone has too few letters to tell Russian from Bulgarian or Ukrainian (Культура, Война, Вчера в 21:47). What
the Russian glossary or the lexicon has is Russian, unless its letters or the page around it say otherwise.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from normalize.gazetteer.curated import acronyms, known_names
from normalize.resources import once, read_rows
from normalize.text.script import WORD
from normalize.words import analyzer
from translate.language.sample import language_text
from translate.language.word_evidence import listed
from translate.resources import word_lists

GLOSSARY: Final = ("ui_ru_en.tsv", "terms_ru_en.tsv")
LEXICON: Final = "lexicon_ru_en.tsv"
ENTRY: Final = 6.0
"""For Russian, when the whole text is an entry, or when there are figures or an acronym and all words beside them are entries, each for
itself (Дом 3 комнаты, от 500 ₽): the detectors are up to e⁶ times too sure of a word or two. Sentences without figures get
no such bonus for their words: it made two in a hundred Ukrainian and Belarusian ones Russian."""
LONGEST: Final = 6
"""Words of a text that is looked at: longer ones tell their language themselves."""
_RAISED = re.compile(r"[²³]+$")
_QUOTED = re.compile(r"[«\"“„][^»\"”“]*[»\"”“]")
_DIGIT = re.compile(r"\d")
_ACRONYM = re.compile(r"(?<![А-ЯЁа-яё])[А-ЯЁ]{2,6}(?![А-ЯЁа-яё])")
"""ФЗ in 44-ФЗ, СП in СП-2.1."""


def entry_weight(words: Sequence[str], sample: str) -> float:
    """Return what is added to Russian, 0 for a text that is no entry.

    Args:
        words: the Cyrillic words of the text as written.
        sample: the text with its numbers.
    """
    if len(words) > LONGEST:
        return 0.0
    if " ".join(words).lower() in _phrases():
        return ENTRY
    if len(words) == 1 and len(words[0]) > 2 and _is_entry(words[0]):
        return ENTRY
    if words[0][0].isupper() and known_names(" ".join(words)):
        return ENTRY
    if not _DIGIT.search(sample) and not acronyms_in_codes(sample):
        return 0.0
    return ENTRY if all(_is_entry(w) for w in outside_quotes(sample) or words) else 0.0


def outside_quotes(sample: str) -> list[str]:
    """Return the words of a text with a quoted title that stand outside of it: ООО «Нур Жол»; none for a text without one."""
    outside, quoted = _QUOTED.subn(" ", sample)
    return WORD.findall(language_text(outside)) if quoted else []


def known_acronyms(sample: str) -> int:
    """Return how many Russian acronyms a text has, those inside codes too (44-ФЗ); none in one that is in capitals throughout."""
    found = acronyms_in_codes(sample)
    return 0 if found and sample.isupper() and not _DIGIT.search(sample) else len(found)


def acronyms_in_codes(sample: str) -> list[str]:
    """Return the Russian acronyms in a text, each once, wherever they stand."""
    if sample.isascii():
        return []
    return [a for a in dict.fromkeys(_ACRONYM.findall(sample)) if acronyms(a)]


@once
def _phrases() -> frozenset[str]:
    rows = (row for name in GLOSSARY for row in read_rows("translate", name, columns=3, required=2))
    return frozenset(" ".join(WORD.findall(language_text(row[0]))).lower() for row in rows) - {""}


@once
def _lemmas() -> frozenset[str]:
    rows = read_rows("translate", LEXICON, columns=4, required=3)
    return frozenset(row[0].replace("ё", "е") for row in rows)


@lru_cache(maxsize=20_000)
def _is_entry(word: str) -> bool:
    lower = _RAISED.sub("", word.lower())
    if "-" in word and all(_is_entry(part) for part in word.split("-") if part):
        return True
    if "ru" in listed(lower) or lower in _phrases() or lower.replace("ё", "е") in _lemmas():
        return True
    if lower in word_lists("translate.language", "lang_units.tsv")["ru"] or (word.isupper() and acronyms(word)):
        return True
    return analyzer().word_is_known(lower) and any(
        p.normal_form.replace("ё", "е") in _lemmas() for p in analyzer().parse(lower)
    )
