"""An implementation of the `Engine` protocol that answers from a table."""

from collections.abc import Callable, Sequence

from normalize.transliteration.letters import romanized
from translate.engine.base import EngineInfo, Hypothesis


class ScriptedEngine:
    """Answers `table[text]`, or `table[text, ngram]`, or what `other` makes of the text."""

    def __init__(self, table: dict | None = None, other: Callable[[str], str] = romanized, limit: int = 256) -> None:
        self.table = table or {}
        self.other = other
        self.info = EngineInfo("scripted", "table", "1", "0" * 64, "ru", "en")
        self.signature = "scripted-1"
        self.max_source_tokens = limit
        self.max_target_tokens = limit
        self.calls: list[list[str]] = []

    @property
    def asked(self) -> list[str]:
        return [text for call in self.calls for text in call]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def translate_batch(self, texts: Sequence[str], *, no_repeat_ngram_size: int = 0) -> list[Hypothesis]:
        self.calls.append(list(texts))
        answers = [
            self.table.get((text, no_repeat_ngram_size), self.table.get(text, self.other(text))) for text in texts
        ]
        n = self.count_tokens(texts)
        assert all(count <= self.max_source_tokens for count in n)
        return [Hypothesis(a, -0.5, c, len(a.split()), truncated=False) for a, c in zip(answers, n, strict=True)]
