"""Text in, names out: romanisation, lemmas, mentions, comparison, resolution. Never imports Prefect.

    >>> from normalize import romanize
    >>> romanize("Сергей Рыжиков")
    'Sergey Ryzhikov'

Names are imported on first use, so that `import normalize` costs nothing.
"""

from typing import TYPE_CHECKING

from normalize.lazy import imported_on_use

if TYPE_CHECKING:
    from normalize.match.compare import compare
    from normalize.match.result import Match
    from normalize.mentions.find import Mention, find_names
    from normalize.morphology.persons import nominative
    from normalize.resolution.resolve import resolve
    from normalize.resolution.types import NameInContext
    from normalize.transliteration.cyrillize import cyrillize
    from normalize.transliteration.original_spelling import foreign_spellings
    from normalize.transliteration.romanize import romanize
    from normalize.transliteration.variants import spellings

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

__getattr__ = imported_on_use(
    "normalize",
    {
        "match.compare": ["compare"],
        "match.result": ["Match"],
        "mentions.find": ["Mention", "find_names"],
        "morphology.persons": ["nominative"],
        "resolution.resolve": ["resolve"],
        "resolution.types": ["NameInContext"],
        "transliteration.cyrillize": ["cyrillize"],
        "transliteration.original_spelling": ["foreign_spellings"],
        "transliteration.romanize": ["romanize"],
        "transliteration.variants": ["spellings"],
    },
)
