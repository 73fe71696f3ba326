"""Nominatives of personal names in Ukrainian, Belarusian, Polish, Czech, Serbian and Croatian text.

    >>> other_nominative("Сергієм Лавровим", "uk"), other_nominative("Siergieja Ławrowa", "pl")
    ('Сергій Лавров', 'Siergiej Ławrow')

Every word has readings (nominative, gender, case) by the table other_slavic.tsv; the words of one name agree. A name leaves its
written form only where that makes its first word a known given name and the others agree, or where a family name by itself is known
in the nominative and not as written. All else stays as it is.
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from normalize.gazetteer.as_russian import as_russian
from normalize.gazetteer.given_names import given_name_groups
from normalize.morphology.lexicon import is_listed, known_persons
from normalize.resources import once, read_rows
from normalize.text.script import has_cyrillic
from normalize.transliteration.cyrillize import cyrillize
from normalize.words import plain_lower

_SAME = {"sk": "cs", "bs": "hr", "sl": "hr", "sh": "hr"}
"""Languages that are read by the table of a neighbour."""
_CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
_MIN_STEM = 2
_MIN_FAMILY = 4
_MAX_WORDS = 3
_NO_CONSONANT = frozenset("аеёєиіїоуюяыьйaeiouyęąěáéíýó")
_UNCHANGING = re.compile("(?<![ії]ї)[оеиіуoeiuy]\\Z")
"""Given names that do not decline end so: Джо, Мері."""
_WOMANS = re.compile("[аяьйaуюую]\\Z")
"""Women's family names that end otherwise do not decline."""
_OF_FATHER = re.compile("енк(?:а|у|ом|ові)\\Z")
"""Case forms of -енко, and nothing else."""
_KNOWN, _NOMINATIVE = 2.0, 1.5
"""What a known word, and the form as written, count: two known words outweigh one known word as it is written."""
_READINGS = 4


class _Form(NamedTuple):
    nominative: str
    gender: str
    case: str
    order: int


@once
def _endings() -> dict[tuple[str, str], tuple[tuple[str, str, str, str], ...]]:
    """(ending of the form, ending of the nominative, gender, case) by language and role."""
    table: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
    for lang, role, gender, *cells in read_rows("normalize.parse", "other_slavic.tsv", columns=9):
        base = cells[0].replace("0", "")
        for case, cell in zip(_CASES, cells, strict=True):
            for form in cell.split("/"):
                table.setdefault((lang, role), []).append((form.replace("0", ""), base, gender, case))
    return {key: tuple(rows) for key, rows in table.items()}


def _forms(word: str, lang: str, role: str) -> Iterator[_Form]:
    lower = word.lower()
    rows = _endings()[lang, role]
    declines = False
    for order, (form, base, gender, case) in enumerate(rows):
        stem = lower.removesuffix(form)
        if lower.endswith(form) and len(stem) >= _MIN_STEM and (base or stem[-1] not in _NO_CONSONANT):
            declines = declines or (gender == "f" and len(form) > 1)
            nominative = stem + base
            yield _Form(nominative.capitalize() if word[:1].isupper() else nominative, gender, case, order)
    if (role == "n" and _UNCHANGING.search(lower)) or (role == "s" and not declines and not _WOMANS.search(lower)):
        for case in _CASES:
            yield _Form(word, "m" if role == "n" else "f", case, len(rows))


@functools.lru_cache(maxsize=50_000)
def _is_family(word: str, lang: str) -> bool:
    """Whether a nominative is a listed family name in any spelling; Łukaszenka is Лукашенко."""
    words = [as_russian(word, lang)] if has_cyrillic(word) else [found.text for found in cyrillize(word, _READINGS)]
    forms = {plain_lower(form) for form in words}
    forms |= {f"{form[:-1]}о" for form in forms if form.endswith("енка")}
    return any(form in known_persons()[1] or is_listed(form, "s") for form in forms)


@functools.lru_cache(maxsize=50_000)
def other_nominative(name: str, lang: str) -> str:
    """The nominative of a person's name, as written where it is one already or nothing is known.

    Args:
        name: one to three words; longer names stay as written, and those in other languages.
        lang: primary language of the text.
    """
    lang = _SAME.get(lang, lang)
    words = name.split(" ")
    if (lang, "n") not in _endings() or len(words) > _MAX_WORDS or not all(w.replace("-", "").isalpha() for w in words):
        return name
    if len(words) == 1:
        return _family_alone(name, lang)
    best, most = name, 0.0
    may_be_nominative = any(
        all(any((f.gender, f.case) == (form.gender, "nom") for f in _forms(word, lang, "s")) for word in words[1:])
        for form in _forms(words[0], lang, "n")
        if form.case == "nom" and is_listed(as_russian(words[0], lang).lower(), "n")
    )
    for given in sorted(_forms(words[0], lang, "n"), key=lambda form: form.order):
        listed = bool(given_name_groups(given.nominative))
        score = (_KNOWN if listed else 0.0) + (_NOMINATIVE if given.case == "nom" else 0.0)
        rest = []
        for word in words[1:]:
            fitting = [f for f in _forms(word, lang, "s") if (f.gender, f.case) == (given.gender, given.case)]
            if not fitting:
                break
            known = [f for f in fitting if _is_family(f.nominative, lang)]
            score += _KNOWN if known else 0.0
            rest.append(min(known or fitting, key=lambda form: form.order).nominative)
        else:
            found = " ".join((given.nominative, *rest))
            known_person = plain_lower(as_russian(found, lang)) in known_persons()[0]
            score += _KNOWN if known_person else 0.0
            if (listed or known_person) and score > most and (score > _KNOWN or not may_be_nominative):
                best, most = found, score
    return best


def _family_alone(word: str, lang: str) -> str:
    if len(word) < _MIN_FAMILY or word[:1].islower() or given_name_groups(word):
        return word
    if _is_family(word, lang) and not _OF_FATHER.search(word):
        return word
    found = [
        f for f in _forms(word, lang, "s") if f.gender == "m" and f.case != "nom" and _is_family(f.nominative, lang)
    ]
    return min(found, key=lambda form: form.order).nominative if found else word
