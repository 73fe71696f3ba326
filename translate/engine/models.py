"""Models in memory: one copy per process, shared by every engine that uses it, forgotten when it forks."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from normalize.user_files import parse_json
from translate.engine.limits import position_limits
from translate.engine.tokenizers import Tokenizer, load_tokenizer
from translate.errors import ModelError

LONGEST_SOURCE: Final = 1024
"""Subwords that are read of a text at most, even by models that set no limit: Argos' are trained on sentences."""

LONGEST_TARGET: Final = 256
"""Subwords that are written at most, as in Argos."""

_models: dict[tuple[str, int, str], "LoadedModel"] = {}
_loading = threading.RLock()


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model ready to run.

    Attributes:
        translator: CTranslate2's, with one worker per thread.
        tokenizer: the package's.
        source_prefix: subwords before the source in models for several languages.
        source_suffix: subwords after it, where CTranslate2 does not put them there itself.
        target_prefix: first target subword of models for several languages, else empty.
        end: the subword that ends a sentence.
        max_source_tokens: longest input that is read whole, in subwords.
        max_target_tokens: longest output that is written whole, in subwords.
    """

    translator: Any
    tokenizer: Tokenizer
    source_prefix: tuple[str, ...]
    source_suffix: tuple[str, ...]
    target_prefix: str
    end: str
    max_source_tokens: int
    max_target_tokens: int


def shared_model(sha256: str, folder: Path, threads: int, compute_type: str) -> LoadedModel:
    """The process's copy of a model, loaded if there is none.

    Args:
        sha256: of its content.
        folder: the unpacked package.
        threads: CPU threads.
        compute_type: CTranslate2's.

    Raises:
        ModelError: it is damaged.
    """
    key = (sha256, threads, compute_type)
    model = _models.get(key)
    if model is None:
        with _loading:
            model = _models.get(key) or load_model(folder, threads, compute_type)
            _models[key] = model
    return model


def load_model(folder: Path, threads: int = 1, compute_type: str = "default") -> LoadedModel:
    """Load an unpacked package, whether or not this process has it.

    Each of the threads works on batches of its own (CTranslate2's `inter_threads`), which wastes nothing on waiting for
    one another as sharing every multiplication (`intra_threads`) does.

    Raises:
        ModelError: it is damaged.
    """
    import ctranslate2

    encoder, decoder = position_limits(folder / "model" / "model.bin")
    settings = _read_json(folder / "model" / "config.json")
    metadata = _read_json(folder / "metadata.json")
    prefix, suffix = (tuple(str(metadata.get(f"source_{end}") or "").split()) for end in ("prefix", "suffix"))
    special = (
        len(prefix)
        + len(suffix)
        + int(settings.get("add_source_bos", False))
        + int(settings.get("add_source_eos", False))
    )
    tokenizer = load_tokenizer(folder)
    try:
        translator = ctranslate2.Translator(
            str(folder / "model"), device="cpu", inter_threads=threads, intra_threads=1, compute_type=compute_type
        )
    except (RuntimeError, ValueError) as error:
        raise ModelError(f"{folder}: CTranslate2 cannot load this model ({error}): install it again") from error
    return LoadedModel(
        translator,
        tokenizer,
        prefix,
        suffix,
        str(metadata.get("target_prefix") or ""),
        str(settings.get("eos_token", "</s>")),
        min(LONGEST_SOURCE, (encoder or LONGEST_SOURCE + special) - special),
        min(LONGEST_TARGET, decoder or LONGEST_TARGET),
    )


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = parse_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: not readable ({error}): install the package again") from error
    return data if isinstance(data, dict) else {}


def _forget() -> None:
    """Before a fork: a model's threads do not survive it, and a child that ended a model without them would wait for ever.

    Parent and child load anew when they next translate; a call under way keeps the model that it has.
    """
    _loading.acquire()
    _models.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_forget, after_in_parent=_loading.release, after_in_child=_loading.release)
