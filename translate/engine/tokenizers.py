"""Text to subwords and back, as the package's author trained it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from translate.errors import ModelError

UNKNOWN = "<unk>"


class Tokenizer(Protocol):
    """Cuts texts into the subwords a model reads, and joins those it writes."""

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Subwords of each text, same order."""

    def decode(self, tokens: Sequence[Sequence[str]]) -> list[str]:
        """Text of each list of subwords, same order."""


class SentencePiece:
    """A SentencePiece model. Unlike Argos' own decoding, an underscore stays an underscore.

    Args:
        model: path of the model that cuts.
        target: path of the one that joins, where it is another.

    Raises:
        ModelError: not a SentencePiece model.
    """

    def __init__(self, model: Path, target: Path | None = None) -> None:
        self._processor = _processor(model)
        self._joiner = self._processor if target is None else _processor(target)

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Subwords of each text, same order."""
        pieces: list[list[str]] = self._processor.encode(list(texts), out_type=str)
        return pieces

    def decode(self, tokens: Sequence[Sequence[str]]) -> list[str]:
        """Text of each list of subwords, same order; what the model left unknown is left out."""
        known = [[token for token in one if token != UNKNOWN] for one in tokens]
        return [str(text) for text in self._joiner.decode_pieces(known)] if known else []


def _processor(model: Path) -> Any:
    from sentencepiece import SentencePieceProcessor

    try:
        return SentencePieceProcessor(model_file=str(model))
    except (OSError, RuntimeError) as error:
        raise ModelError(f"{model}: not a whole SentencePiece model: install the package again") from error


class MosesBpe:
    """Byte-pair encoding over Moses words, in packages older than SentencePiece ones; Argos' own code does it, if there.

    Args:
        folder: an unpacked package with `bpe.model`.

    Raises:
        ModelError: argostranslate is not installed.
    """

    def __init__(self, folder: Path) -> None:
        try:
            from argostranslate.package import Package
        except ImportError as error:
            raise ModelError(
                f"{folder}: a package from before SentencePiece, which Argos' own code reads: "
                "`pip install --no-deps argostranslate sacremoses joblib tqdm`, or take a newer package"
            ) from error

        self._tokenizer: Any = Package(folder).tokenizer

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Subwords of each text, same order."""
        return [[piece for piece in self._tokenizer.encode(text) if piece] for text in texts]

    def decode(self, tokens: Sequence[Sequence[str]]) -> list[str]:
        """Text of each list of subwords, same order; what the model left unknown is left out."""
        return [str(self._tokenizer.decode([token for token in one if token != UNKNOWN])) for one in tokens]


def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of an unpacked package.

    Raises:
        ModelError: it is damaged.
    """
    model = folder / "sentencepiece.model"
    if (folder / "source.spm").is_file():
        return SentencePiece(folder / "source.spm", folder / "target.spm")
    return SentencePiece(model) if model.is_file() else MosesBpe(folder)
