"""Text in, names out: romanisation, lemmas, mentions, comparison, resolution. Never imports Prefect.

    >>> from normalize import romanize
    >>> romanize("Сергей Рыжиков")
    'Sergey Ryzhikov'

Names are imported on first use, so that `import normalize` costs nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normalize.compare import Match, compare
    from normalize.cyrillize import cyrillize
    from normalize.foreign import foreign_spellings
    from normalize.lemmas import nominative
    from normalize.mentions import Mention, find_names
    from normalize.resolve import NameInContext, resolve
    from normalize.romanize import romanize
    from normalize.spellings import spellings

_HOME = {
    "Match": "compare",
    "Mention": "mentions",
    "NameInContext": "resolve",
    "compare": "compare",
    "cyrillize": "cyrillize",
    "find_names": "mentions",
    "foreign_spellings": "foreign",
    "nominative": "lemmas",
    "resolve": "resolve",
    "romanize": "romanize",
    "spellings": "spellings",
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


class _Package(ModuleType):
    """Submodules such as `normalize.romanize` share their function's name: as an attribute the function wins.

    Importing a submodule would otherwise put it over the function, whichever module does it.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
