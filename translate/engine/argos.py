"""The Argos engine: an Argos translation package run by CTranslate2, many texts at a time.

Argos itself asks CTranslate2 once per line. Here the texts of a whole call are pooled: equal ones are translated once,
the rest are sorted by length and cut into batches of one class of lengths, which wait in CTranslate2's queue for
its workers. `argostranslate.translate` is never imported (it needs stanza and downloads sentence splitters).
"""

import os
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from normalize.resources import content_digest
from translate.engine.base import Engine, EngineInfo, Hypothesis
from translate.engine.firefox import FirefoxEngine, load_translator
from translate.engine.models import LoadedModel, shared_model
from translate.errors import ModelError
from translate.packages import find as packages
from translate.packages.layouts import FIREFOX

KEEP: Final = ("default", "auto")
"""Compute types that keep the model's own."""

LENGTH_PENALTY: Final = 0.6
"""CTranslate2's: hypotheses are compared by log-probability / length ** penalty. BLEU/chrF2 of the embedded model, beam 4, on
every fourth paragraph of newstest2020: 0: 25.4/54.0; 0.2 (Argos): 25.6/54.2; 0.6: 25.9/54.6; 1: 25.6/55.0. On all of
it 0.2 and 0.6 are equal (26.0/54.9 and 25.9/55.1)."""

BATCH_TOKENS: Final = 1024
"""Subwords of a batch. Processor time of 600 sentences, two threads: 256: 18.9 s; 512: 17.6; 1,024: 18.0;
2,048: 19.3; 4,096: 20.6. Larger batches also make Ctrl-C wait longer and need more memory."""

POOL_TEXTS: Final = 20_000
"""Distinct texts sorted together; keeps what a call of any size needs beside its input and output small."""

_CLASSES: Final = (4, 6, 8, 10, 12, 16, 20, 24, 30, 38, 48, 60, 76, 96, 128, 160, 192, 256, 320, 384, 512, 768, 1024)
"""Subwords to which texts are filled up, a quarter apart. Of 987 spans 3 come out otherwise than without filling; a batch of every
length is a fifth slower for them, and three quarters slower for the few hundred texts that are asked again."""
_TARGET_PER_SOURCE: Final = 2
_TARGET_EXTRA: Final = 20
"""Of 698 spans and paragraphs of newstest2020 none changes by this limit, none comes closer to it than 18 subwords."""

_EMPTY: Final = Hypothesis("", 0.0, 0, 0, truncated=False)


@dataclass(frozen=True, slots=True)
class ArgosEngine:
    """An Argos package with the settings of one search. Light: the model behind it is shared and loaded on first use.

    Attributes:
        info: who translates.
        folder: the unpacked package.
        beam: hypotheses the search keeps.
        threads: CPU threads.
        compute_type: CTranslate2's name of the arithmetic, "default" for the model's own.
        length_penalty: CTranslate2's; larger prefers longer translations.
    """

    info: EngineInfo
    folder: Path
    beam: int
    threads: int
    compute_type: str
    length_penalty: float = LENGTH_PENALTY

    @property
    def signature(self) -> str:
        """Everything a hypothesis depends on: engine version, model hash, beam, compute type."""
        ran_by = f"{self.info.engine}-{content_digest('translate.engine')}-ctranslate2-{version('ctranslate2')}"
        return f"{ran_by}-{self.info.sha256[:16]}-beam{self.beam}-lp{self.length_penalty:g}-{self.compute_type}"

    @property
    def max_source_tokens(self) -> int:
        """Longest input that is read whole, in subword tokens."""
        return self.model().max_source_tokens

    @property
    def max_target_tokens(self) -> int:
        """Longest output that is written whole, in subword tokens."""
        return self.model().max_target_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Subword tokens of each text, same order."""
        return [len(tokens) for tokens in self.model().tokenizer.encode(texts)]

    def translate_batch(self, texts: Sequence[str], *, no_repeat_ngram_size: int = 0) -> list[Hypothesis]:
        """Translate every text; same length and order as `texts`. Thread-safe.

        Args:
            texts: single-line texts; what is longer than `max_source_tokens` is cut there and marked as truncated.
            no_repeat_ngram_size: forbid repeated target n-grams of this size (0: allow).

        Raises:
            ModelError: the model cannot be run.
        """
        model = self.model()
        done = {text: _EMPTY for text in texts if not text.strip()}
        distinct = sorted({text for text in texts if text not in done}, key=lambda text: (-len(text), text))
        for start in range(0, len(distinct), POOL_TEXTS):
            part = distinct[start : start + POOL_TEXTS]
            sources = dict(zip(part, model.tokenizer.encode(part), strict=True))
            done |= {text: _EMPTY for text, tokens in sources.items() if not tokens}
            self._run(model, {text: tokens for text, tokens in sources.items() if tokens}, done, no_repeat_ngram_size)
        return [done[text] for text in texts]

    def _run(
        self, model: LoadedModel, sources: dict[str, list[str]], done: dict[str, Hypothesis], no_repeat_ngram_size: int
    ) -> None:
        """Translate `sources` into `done`; a few batches are always waiting, so that no worker is ever idle."""
        waiting: deque[tuple[list[str], Any]] = deque()
        for batch in batches(sources, model.max_source_tokens):
            subwords = [sources[text][: model.max_source_tokens] for text in batch]
            width = min(length_class(max(map(len, subwords))), model.max_source_tokens)
            tokens = [
                [*model.source_prefix, *row, *model.source_suffix] for row in (*subwords, [model.end] * width)
            ]  # the last row fills the others up
            limit = decoding_limit(width, model.max_target_tokens)
            results = model.translator.translate_batch(
                tokens,
                [[model.target_prefix]] * len(tokens) if model.target_prefix else None,
                beam_size=self.beam,
                length_penalty=self.length_penalty,
                no_repeat_ngram_size=no_repeat_ngram_size,
                max_input_length=0,
                max_decoding_length=limit,
                replace_unknowns=True,
                return_scores=True,
                return_end_token=True,
                asynchronous=True,
            )
            waiting.append((batch, results))
            if len(waiting) > 2 * self.threads:
                self._collect(model, sources, done, *waiting.popleft())
        while waiting:
            self._collect(model, sources, done, *waiting.popleft())

    def _collect(
        self,
        model: LoadedModel,
        sources: dict[str, list[str]],
        done: dict[str, Hypothesis],
        batch: list[str],
        results: Any,
    ) -> None:
        try:
            answers = [result.result() for result in results[: len(batch)]]
        except RuntimeError as error:
            raise ModelError(f"{self.folder}: CTranslate2 cannot run this model: {error}") from error
        # CTranslate2 gives log-probability / length ** penalty, where length counts the end of sentence; the mean is wanted.
        outputs: list[list[str]] = [answer.hypotheses[0] for answer in answers]
        pieces = [[t for t in output if t != model.end] for output in outputs]
        if model.target_prefix:
            pieces = [p[1:] if p[:1] == [model.target_prefix] else p for p in pieces]
        decoded = model.tokenizer.decode(pieces)
        for text, answer, output, target in zip(batch, answers, outputs, decoded, strict=True):
            length = len(output)
            n_source = len(sources[text])
            truncated = n_source > model.max_source_tokens or output[-1:] != [model.end]
            score = answer.scores[0] * length ** (self.length_penalty - 1) if length else 0.0
            done[text] = Hypothesis(target.strip(), score, n_source, length, truncated)

    def model(self) -> LoadedModel:
        """The model behind it, loaded if this process has not got it."""
        return shared_model(self.info.sha256, self.folder, self.threads, self.compute_type)


def load_engine(
    source: str = "ru",
    target: str = "en",
    *,
    model: str | Path | None = None,
    beam: int = 4,
    threads: int = 0,
    compute_type: str = "default",
) -> Engine:
    """The engine for a language pair, CTranslate2's or Firefox's as the model wants; loads the model unless this process has it already.

    Args:
        source: code of the language translated from.
        target: code of the language translated to.
        model: name or path of a package; None takes the newest of the pair, installed or embedded.
        beam: hypotheses the search keeps; Firefox's models search greedily.
        threads: CPU threads; 0 takes all that the process may use.
        compute_type: of CTranslate2, e.g. "int8"; "default" and "auto" keep the model's own.

    Raises:
        ModelError: no such model, a damaged one, or one that cannot be run as wanted.
    """
    if beam < 1:
        raise ModelError(f"beam {beam} must be at least 1")
    wanted = _compute_type(compute_type)
    package = packages.choose(source, target, model)
    folder, digest = packages.prepare(package)
    info = EngineInfo(package.engine, package.name, package.version, digest, package.source, package.target)
    threads = threads if threads > 0 else usable_threads()
    if package.engine == FIREFOX:
        load_translator(folder)  # a damaged one is told now
        return FirefoxEngine(info, folder, threads)
    engine = ArgosEngine(info, folder, beam, threads, wanted)
    engine.max_source_tokens  # noqa: B018 - loads the model, so that a damaged one is told now
    return engine


def usable_threads() -> int:
    """CPU threads this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batches(sources: Mapping[str, Sequence[str]], longest: int) -> Iterator[list[str]]:
    """Texts of one class of lengths, the longest first; batches of a class are about equal and of `BATCH_TOKENS` at most.

    CTranslate2 fills a batch up to its longest row, and what it computes of the others differs in the last digits by how far they are
    filled: now and then another word comes out. Every batch therefore gets a row more, as long as its class allows and of nothing but
    ends of a sentence, which is done after two or three steps: a translation depends on its text alone, not on what else is in
    the batch.

    Args:
        sources: subwords by text.
        longest: the model reads no more subwords than this of a text.
    """
    lengths = {text: min(len(tokens), longest) for text, tokens in sources.items()}
    for width, group in groupby(
        sorted(sources, key=lengths.__getitem__, reverse=True), lambda t: length_class(lengths[t])
    ):
        texts = list(group)
        n = -(-len(texts) // max(1, BATCH_TOKENS // width))
        for i in range(n):
            yield texts[i * len(texts) // n : (i + 1) * len(texts) // n]


def length_class(n_source: int) -> int:
    """Upper limit of the class of texts with `n_source` subwords."""
    return _CLASSES[min(bisect_left(_CLASSES, n_source), len(_CLASSES) - 1)]


def decoding_limit(n_source: int, longest: int) -> int:
    """How many subwords are decoded at most for a text of `n_source`; only runaways reach it."""
    return min(longest, _TARGET_PER_SOURCE * length_class(n_source) + _TARGET_EXTRA)


def _compute_type(name: str) -> str:
    if name in KEEP:
        return "default"
    import ctranslate2

    possible = ctranslate2.get_supported_compute_types("cpu")
    if name not in possible:
        raise ModelError(
            f"compute type {name!r} is not possible on this CPU: use {', '.join([*KEEP, *sorted(possible)])}"
        )
    return name
