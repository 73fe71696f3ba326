"""Hugging Face models into CTranslate2 folders, by CTranslate2's own converter."""

import importlib.util
from pathlib import Path

from translate.errors import ModelError

TOKENIZERS = ("source.spm", "target.spm", "sentencepiece.bpe.model", "spm.model", "spm.128k.model")
"""Files of tokenizers that go with the model, as far as it has them."""


def convert_model(model: str, folder: Path, quantization: str) -> Path:
    """Convert a model and return the new folder, with its tokenizer.

    Args:
        model: a folder, or a name that transformers resolves (from its cache, or the network).
        folder: where the new folder is made.
        quantization: of CTranslate2, e.g. "int8".

    Raises:
        ModelError: transformers or torch are not installed, or the model cannot be converted.
    """
    missing = [name for name in ("transformers", "torch") if importlib.util.find_spec(name) is None]
    if missing:
        raise ModelError(f"converting needs {' and '.join(missing)}: `pip install {' '.join(missing)}`, then try again")
    from ctranslate2.converters import TransformersConverter

    there = [name for name in TOKENIZERS if (Path(model) / name).is_file()] if Path(model).is_dir() else []
    target = folder / Path(model).name
    try:
        TransformersConverter(model, copy_files=there or None).convert(str(target), quantization=quantization)
        if not there:
            _save_tokenizer(model, target)
    except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
        what = " ".join(str(error).split())[:300]
        raise ModelError(f"{model}: CTranslate2 cannot convert it ({what})") from error
    return target


def _save_tokenizer(model: str, target: Path) -> None:
    """Put the tokenizer of a model that has a name only beside the converted weights."""
    from transformers import AutoTokenizer

    AutoTokenizer.from_pretrained(model).save_vocabulary(str(target))
