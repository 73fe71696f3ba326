"""Text in, text out: spans, language detection, offline translation, memory and checks. Never imports Prefect.

    >>> from translate import Translator, detect, split_spans
    >>> [s.text for s in split_spans("NASA: Роскосмос согласен.")]
    ['NASA: Роскосмос согласен.']

Names are imported on first use, so that `import translate` costs nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translate.detect import Detection, detect, detect_spans
    from translate.engine import Engine, EngineInfo, Hypothesis
    from translate.memory import Memory
    from translate.spans import Span, split_spans
    from translate.translator import Translation, Translator

_HOME = {
    "Detection": "detect",
    "Engine": "engine",
    "EngineInfo": "engine",
    "Hypothesis": "engine",
    "Memory": "memory",
    "Span": "spans",
    "Translation": "translator",
    "Translator": "translator",
    "detect": "detect",
    "detect_spans": "detect",
    "split_spans": "spans",
}

__all__ = [
    "Detection",
    "Engine",
    "EngineInfo",
    "Hypothesis",
    "Memory",
    "Span",
    "Translation",
    "Translator",
    "detect",
    "detect_spans",
    "split_spans",
]


def __getattr__(name: str) -> object:
    """Import `name` from the module that defines it.

    Raises:
        AttributeError: no such public name.
    """
    if name not in _HOME:
        raise AttributeError(f"module 'translate' has no attribute {name!r}")
    value: object = getattr(import_module(f"translate.{_HOME[name]}"), name)
    globals()[name] = value
    return value


class _Package(ModuleType):
    """The submodule `translate.detect` shares its name with the function: as an attribute the function wins.

    Importing the submodule would otherwise put it over the function, whichever module does it.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
