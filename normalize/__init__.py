"""Text in, names out: romanisation, lemmas, mentions, comparison, resolution. Never imports Prefect.

    >>> from normalize import romanize
    >>> romanize("Сергей Рыжиков")
    'Sergey Ryzhikov'

Names are imported on first use, so that `import normalize` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normalize.match.compare import Match, compare
    from normalize.mentions.find import Mention, find_names
    from normalize.morphology.persons import nominative
    from normalize.resolution.resolve import NameInContext, resolve
    from normalize.transliteration.cyrillize import cyrillize
    from normalize.transliteration.original_spelling import foreign_spellings
    from normalize.transliteration.romanize import romanize
    from normalize.transliteration.variants import spellings

_HOME = {
    "Match": "match.compare",
    "Mention": "mentions.find",
    "NameInContext": "resolution.resolve",
    "compare": "match.compare",
    "cyrillize": "transliteration.cyrillize",
    "find_names": "mentions.find",
    "foreign_spellings": "transliteration.original_spelling",
    "nominative": "morphology.persons",
    "resolve": "resolution.resolve",
    "romanize": "transliteration.romanize",
    "spellings": "transliteration.variants",
}

__all__ = [
    "Match",
    "Mention",
    "NameInContext",
    "compare",
    "cyrillize",
    "find_names",
    "foreign_spellings",
    "nominative",
    "resolve",
    "romanize",
    "spellings",
]


def __getattr__(name: str) -> object:
    """Import `name` from the module that defines it.

    Raises:
        AttributeError: no such public name.
    """
    if name not in _HOME:
        raise AttributeError(f"module 'normalize' has no attribute {name!r}")
    value: object = getattr(import_module(f"normalize.{_HOME[name]}"), name)
    globals()[name] = value
    return value
