"""What a translation engine is: text in, one hypothesis per text out, nothing silent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Identity of a loaded engine; enters the run signature and every row of `translations`.

    Attributes:
        engine: the program, e.g. "argos".
        model: the model's name, e.g. "translate-ru_en".
        version: the model's version as its author wrote it.
        sha256: hash of the model's content, hexadecimal.
        source: BCP 47 code translated from.
        target: BCP 47 code translated to.
    """

    engine: str
    model: str
    version: str
    sha256: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation as the engine gave it, before any check.

    Attributes:
        text: detokenised target text; may be empty.
        score: mean natural-log probability per target token, end-of-sentence included; 0 is certain; None where the
            engine tells none.
        n_source_tokens: subword tokens in.
        n_target_tokens: subword tokens out.
        truncated: the engine stopped at its decoding limit, or the input was longer than it can read.
    """

    text: str
    score: float | None
    n_source_tokens: int
    n_target_tokens: int
    truncated: bool


class Engine(Protocol):
    """A loaded model for one language pair. Beam, threads and compute type are fixed when it is loaded."""

    @property
    def info(self) -> EngineInfo:
        """Who translates."""

    @property
    def signature(self) -> str:
        """Everything a hypothesis depends on: engine version, model hash, beam, compute type."""

    @property
    def max_source_tokens(self) -> int:
        """Longest input that is read whole, in subword tokens."""

    @property
    def max_target_tokens(self) -> int:
        """Longest output that is written whole, in subword tokens."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Subword tokens of each text, same order."""

    def translate_batch(self, texts: Sequence[str], *, no_repeat_ngram_size: int = 0) -> list[Hypothesis]:
        """Translate every text; same length and order as `texts`. Thread-safe.

        Args:
            texts: single-line texts within `max_source_tokens`.
            no_repeat_ngram_size: forbid repeated target n-grams of this size (0: allow).
        """
