"""Cyrillic names in Latin letters, by scheme.

    >>> romanize("Сергей Рыжиков")
    'Sergey Ryzhikov'
    >>> romanize("РОГОЗИН Д. О.", scheme="german_press")
    'ROGOSIN D. O.'

Words are romanised one by one; what is not Cyrillic stays as it is. The "press" scheme for Russian looks names up first:
given names in ``data/romanize_given_names.tsv`` (Александр is Alexander, Пётр is Pyotr), established spellings in
`normalize.established` (Си Цзиньпин is Xi Jinping).
"""

import functools
import re
import threading
import unicodedata

from normalize.resources import read_rows
from normalize.transliteration.established import established, established_family
from normalize.transliteration.schemes import scheme as load_scheme
from normalize.transliteration.schemes import scheme_names

DEFAULT_SCHEME = "press"
LANGUAGES = ("ru", "uk", "be")

_WORD = re.compile("[\u0400-\u04ff]+(?:['’][\u0400-\u04ff]+)*")
_CACHE_SIZE = 200_000
_lock = threading.Lock()


@functools.cache
def _load_given_names() -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for cyrillic, preferred, others in read_rows("normalize.transliteration", "romanize_given_names.tsv", columns=3):
        names[cyrillic.lower()] = (preferred, *(other for other in others.split(",") if other))
    return names


def given_name_spellings() -> dict[str, tuple[str, ...]]:
    """Established Latin spellings by lower-case Cyrillic name, the preferred spelling first."""
    with _lock:
        return _load_given_names()


@functools.lru_cache(maxsize=_CACHE_SIZE)
def _romanize_word(word: str, scheme_name: str, lang: str) -> str:
    lower = word.lower()
    shouting = word.isupper() and len(word) > 1
    if scheme_name == "press" and lang == "ru" and not word.islower():
        known = next(iter(given_name_spellings().get(lower, ())), "") or established_family(word)
        if known:
            return known.upper() if shouting else known
    units = load_scheme(scheme_name, lang).units(lower)
    latin = "".join(
        out.upper() if shouting else out[:1].upper() + out[1:] if word[start].isupper() else out
        for start, _, out in units
    )
    return unicodedata.normalize("NFC", latin)


def romanize(text: str, scheme: str = DEFAULT_SCHEME, lang: str = "ru") -> str:
    """Romanise every Cyrillic word of a text; everything else is copied.

    Args:
        text: a name or any text, composed Unicode (NFC). Upper and lower case are carried over: "Ю." gives "Yu.",
            "ЮРЬЕВ" gives "YUREV".
        scheme: one of `schemes(lang)`.
        lang: "ru", "uk" or "be".

    Raises:
        ValueError: no such scheme or language; the message lists those there are.
    """
    load_scheme(scheme, lang)
    known = established(text) if scheme == DEFAULT_SCHEME and lang == "ru" else ""
    return known or _WORD.sub(lambda match: _romanize_word(match.group(), scheme, lang), text)


def schemes(lang: str = "ru") -> tuple[str, ...]:
    """Names of the schemes for a language, "press" first."""
    names = scheme_names(lang)
    return tuple(sorted(names, key=lambda name: name != DEFAULT_SCHEME))


def romanizations(text: str, lang: str = "ru") -> list[tuple[str, str]]:
    """Every distinct romanisation of a text as (scheme, Latin text), likeliest in English text first.

    The press spelling leads; a spelling that several schemes share is listed once, under the first of them.
    """
    seen: dict[str, str] = {}
    for name in schemes(lang):
        seen.setdefault(romanize(text, name, lang), name)
    return [(name, latin) for latin, name in seen.items()]
