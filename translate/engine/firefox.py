"""Mozilla's Firefox Translations models, run by the compiled package fxtranslate (extra `firefox`).

fxtranslate takes one sentence a call and tells no score; the calls of a batch run side by side, each thread with a translator of its
own. What is longer than a model reads is cut off silently by it, so that texts are counted in subwords here.
"""

import importlib.metadata
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from normalize.resources import content_digest
from translate.engine.base import EngineInfo, Hypothesis
from translate.engine.tokenizers import SentencePiece
from translate.errors import ModelError

PACKAGE: Final = "fxtranslate"
LICENCE: Final = (
    "Firefox Translations models are Mozilla's, under the Mozilla Public License 2.0 (https://www.mozilla.org/MPL/2.0/); "
    "they are fetched from Firefox's model service, which is meant for trying out: keep and share the files for more"
)
MAX_TOKENS: Final = 128
"""Subwords of a sentence that Firefox itself hands to these models at most (max-length-break)."""


@dataclass(frozen=True)
class FirefoxEngine:
    """A Firefox Translations model. Loaded on first use in each thread.

    Attributes:
        info: who translates.
        folder: the installed package.
        threads: CPU threads.
    """

    info: EngineInfo
    folder: Path
    threads: int
    _local: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    @property
    def signature(self) -> str:
        """Everything a hypothesis depends on: engine version and model hash; these models search greedily."""
        version = importlib.metadata.version(PACKAGE)
        return f"firefox-{content_digest('translate.engine')}-{PACKAGE}-{version}-{self.info.sha256[:16]}"

    @property
    def max_source_tokens(self) -> int:
        """Longest input that is read whole, in subword tokens."""
        return MAX_TOKENS

    @property
    def max_target_tokens(self) -> int:
        """Longest output that is written whole, in subword tokens; Marian's default factor of three."""
        return 3 * MAX_TOKENS

    @cached_property
    def _tokenizer(self) -> SentencePiece:
        source = self.folder / "model" / "srcvocab.spm"
        return SentencePiece(source if source.is_file() else self.folder / "model" / "vocab.spm")

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Subword tokens of each text, same order."""
        return [len(tokens) for tokens in self._tokenizer.encode(texts)]

    def translate_batch(self, texts: Sequence[str], *, no_repeat_ngram_size: int = 0) -> list[Hypothesis]:
        """Translate every text; same length and order as `texts`. Thread-safe.

        Args:
            texts: single-line texts; what is longer than `max_source_tokens` is marked as truncated.
            no_repeat_ngram_size: these models cannot forbid repetitions; the answer is the same.

        Raises:
            ModelError: the model cannot be run.
        """
        del no_repeat_ngram_size
        distinct = sorted({text for text in texts if text.strip()}, key=lambda text: (-len(text), text))
        counts = dict(zip(distinct, self.count_tokens(distinct), strict=True))
        with ThreadPoolExecutor(self.threads) as pool:
            done = dict(zip(distinct, pool.map(self._translate, distinct), strict=True))
        written = dict(zip(distinct, self.count_tokens([done[text] for text in distinct]), strict=True))
        empty = Hypothesis("", None, 0, 0, truncated=False)
        return [
            Hypothesis(done[text], None, counts[text], written[text], truncated=counts[text] > MAX_TOKENS)
            if text in done
            else empty
            for text in texts
        ]

    def _translate(self, text: str) -> str:
        translator = getattr(self._local, "translator", None)
        if translator is None:
            translator = self._local.translator = load_translator(self.folder)
        try:
            return str(translator.translate(text)).strip()
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"{self.folder}: fxtranslate cannot run this model: {error}") from error


def load_translator(folder: Path) -> Any:
    """Fxtranslate's translator of an installed package.

    Raises:
        ModelError: fxtranslate is not installed, or the model is damaged.
    """
    try:
        from fxtranslate import Translator
    except ImportError as error:
        raise ModelError(
            f"{folder}: a Firefox model, which fxtranslate runs: `pip install 'tolmach[firefox]'`"
        ) from error
    model = folder / "model"
    shared = model / "vocab.spm"
    source, target = (shared if shared.is_file() else model / f"{side}vocab.spm" for side in ("src", "trg"))
    shortlist = model / "lex.bin"
    try:
        return Translator(
            model=(model / "model.bin").read_bytes(),
            src_vocab=source.read_bytes(),
            trg_vocab=target.read_bytes(),
            shortlist=shortlist.read_bytes() if shortlist.is_file() else None,
        )
    except OSError as error:
        raise ModelError(f"{folder}: {error.filename or 'a file'} cannot be read ({error.strerror})") from error
    except (RuntimeError, ValueError) as error:
        raise ModelError(f"{folder}: fxtranslate cannot load this model ({error}): get it again") from error
