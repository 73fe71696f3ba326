"""Text in, text out: spans, language detection, offline translation, memory and checks. Never imports Prefect.

    >>> from translate import Translator, detect, split_spans
    >>> [s.text for s in split_spans("NASA: Роскосмос согласен.")]
    ['NASA: Роскосмос согласен.']

Names are imported on first use, so that `import translate` costs nothing.
"""

from typing import TYPE_CHECKING

from normalize.lazy import imported_on_use

if TYPE_CHECKING:
    from translate.engine.base import Engine, EngineInfo, Hypothesis
    from translate.language.detect import detect, detect_spans
    from translate.language.result import Detection
    from translate.memory import Memory
    from translate.segment.spans import Span, split_spans
    from translate.translator import Translator
    from translate.types import Translation

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

__getattr__ = imported_on_use(
    "translate",
    {
        "engine.base": ["Engine", "EngineInfo", "Hypothesis"],
        "language.detect": ["detect", "detect_spans"],
        "language.result": ["Detection"],
        "memory": ["Memory"],
        "segment.spans": ["Span", "split_spans"],
        "translator": ["Translator"],
        "types": ["Translation"],
    },
)
