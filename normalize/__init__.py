"""Text in, names out: romanisation, lemmas, mentions, comparison, resolution. Never imports Prefect.

    >>> from normalize import romanize
    >>> romanize("Сергей Рыжиков")
    'Sergey Ryzhikov'

Names are imported on first use, so that `import normalize` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normalize.compare import Match, compare
    from normalize.lemmas import nominative
    from normalize.mentions import Mention, find_names
    from normalize.resolve import NameInContext, resolve
    from normalize.romanize import romanize

_HOME = {
    "Match": "compare",
    "Mention": "mentions",
    "NameInContext": "resolve",
    "compare": "compare",
    "find_names": "mentions",
    "nominative": "lemmas",
    "resolve": "resolve",
    "romanize": "romanize",
}

__all__ = ["Match", "Mention", "NameInContext", "compare", "find_names", "nominative", "resolve", "romanize"]


def __getattr__(name: str) -> object:
    """Import `name` from the module that defines it.

    Raises:
        AttributeError: no such public name.
    """
    if name not in _HOME:
        raise AttributeError(f"module 'normalize' has no attribute {name!r}")
    value: object = getattr(import_module(f"normalize.{_HOME[name]}"), name)
    globals()[name] = value  # submodules such as `normalize.romanize` share their function's name: the function wins
    return value
