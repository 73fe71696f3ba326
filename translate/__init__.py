"""Text in, text out: spans, language detection, offline translation, memory and checks. Never imports Prefect.

    >>> from translate import Translator, detect, split_spans
    >>> [s.text for s in split_spans("NASA: Роскосмос согласен.")]
    ['NASA: Роскосмос согласен.']

Names are imported on first use, so that `import translate` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translate.engine.base import Engine, EngineInfo, Hypothesis
    from translate.language.detect import detect, detect_spans
    from translate.language.result import Detection
    from translate.memory import Memory
    from translate.segment.spans import Span, split_spans
    from translate.translator import Translation, Translator

_HOME = {
    "Detection": "language.result",
    "Engine": "engine.base",
    "EngineInfo": "engine.base",
    "Hypothesis": "engine.base",
    "Memory": "memory",
    "Span": "segment.spans",
    "Translation": "translator",
    "Translator": "translator",
    "detect": "language.detect",
    "detect_spans": "language.detect",
    "split_spans": "segment.spans",
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
