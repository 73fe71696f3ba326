"""Model folders as their makers lay them out, recognised by their files and turned into a package of ours.

Argos           metadata.json, sentencepiece.model or bpe.model, model/
CTranslate2     model.bin, config.json, *vocabulary*, and one tokenizer: source.spm + target.spm (OPUS-MT), or one of
                sentencepiece.bpe.model (NLLB, M2M-100), sentencepiece.model, spm.model for both sides
Firefox         model.ruen.….bin, vocab.ruen.spm or srcvocab.… + trgvocab.…, lex.….bin
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from normalize.resources import read_rows
from normalize.user_files import parse_json
from translate.errors import ModelError

ARGOS: Final = "argos"
CTRANSLATE2: Final = "ctranslate2"
FIREFOX: Final = "firefox"

_PAIR_AT_END: Final = re.compile(r"(?:\A|[-_.])([a-z]{2,3})[-_]([a-z]{2,3})\Z")
_FIREFOX_FILE: Final = re.compile(
    r"(model|vocab|srcvocab|trgvocab|lex)\..*?([a-z]{2})([a-z]{2})\..+\Z|(model|vocab|srcvocab|trgvocab|lex)\.(?:bin|spm)\Z"
)
_VOCABULARIES: Final = ("shared_vocabulary", "source_vocabulary", "target_vocabulary")
_SHARED_TOKENIZERS: Final = ("sentencepiece.bpe.model", "sentencepiece.model", "spm.model", "spm.128k.model")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
UNVERSIONED: Final = "0"


@dataclass(frozen=True, slots=True)
class Layout:
    """A model folder that was recognised.

    Attributes:
        engine: what runs it: one of `ARGOS`, `CTRANSLATE2`, `FIREFOX`.
        files: path of each file of the package to be made, by its name there.
        metadata: content of the package's metadata.json.
    """

    engine: str
    files: Mapping[str, Path]
    metadata: Mapping[str, Any]


def recognise(folder: Path, pair: tuple[str, str] | None = None) -> Layout:
    """Tell what kind of model a folder holds.

    Args:
        folder: as its maker left it.
        pair: languages translated from and to; None takes what the folder or its name says.

    Raises:
        ModelError: no layout that is known, a file is lacking, or nothing tells the languages.
    """
    try:
        names = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
    except OSError as error:
        raise ModelError(f"{folder}: cannot be read ({error.strerror})") from error
    if (folder / "metadata.json").is_file():
        return _argos(folder)
    if any(_FIREFOX_FILE.match(name) and not name.startswith("model.bin") for name in names):
        return _firefox(folder, names, pair)
    if "model.bin" in names or "config.json" in names:
        return _ctranslate2(folder, names, pair)
    raise ModelError(
        f"{folder}: no model that is known: an Argos package has metadata.json, a CTranslate2 model model.bin and config.json, "
        "a Firefox model model.….bin and vocab.….spm; Hugging Face models are turned into one with `tolmach models convert`"
    )


def _argos(folder: Path) -> Layout:
    try:
        metadata = parse_json((folder / "metadata.json").read_bytes())
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: metadata.json is not readable ({error}): get the package again") from error
    if not isinstance(metadata, dict):
        raise ModelError(f"{folder}: metadata.json is no object: get the package again")
    files = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return Layout(str(metadata.get("engine") or ARGOS), files, metadata)


def _ctranslate2(folder: Path, names: Mapping[str, Path], pair: tuple[str, str] | None) -> Layout:
    vocabularies = [f"{stem}{end}" for stem in _VOCABULARIES for end in (".json", ".txt") if f"{stem}{end}" in names]
    stems = {name.split(".")[0] for name in vocabularies}
    separate = [name for name in ("source.spm", "target.spm") if name in names]
    shared = next((name for name in _SHARED_TOKENIZERS if name in names), None)
    lacking = [name for name in ("model.bin", "config.json") if name not in names]
    if not stems >= {"shared_vocabulary"} and not stems >= {"source_vocabulary", "target_vocabulary"}:
        lacking.append("shared_vocabulary.json, or source_ and target_vocabulary.json")
    if shared is None and len(separate) < 2:
        lacking.append("source.spm and target.spm, or sentencepiece.model")
    if lacking:
        raise ModelError(f"{folder}: {'; '.join(lacking)} missing in a CTranslate2 model: convert or get it again")
    source, target = pair or _pair_of(folder)
    vocabulary = {side: _words(names, vocabularies, side) for side in ("source", "target")}
    files = {f"model/{name}": names[name] for name in ("model.bin", "config.json", *vocabularies)}
    if len(separate) == 2:
        files |= {name: names[name] for name in separate}
    else:
        files["sentencepiece.model"] = names[str(shared)]
    metadata = {
        "type": "translate",
        "engine": CTRANSLATE2,
        "name": _name(folder, source, target),
        "package_version": UNVERSIONED,
        "from_code": source,
        "to_code": target,
        **_prefixes(source, target, vocabulary),
        "source_suffix": _suffix(names, shared if len(separate) < 2 else None),
    }
    return Layout(CTRANSLATE2, files, metadata)


def _prefixes(source: str, target: str, vocabulary: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Tokens by which models of several languages are told which: before the source, before the target."""
    for from_code in _codes(source):
        for to_code in _codes(target):
            for style in ("{}", "__{}__"):  # NLLB, M2M-100
                before, after = style.format(from_code), style.format(to_code)
                if style == "{}" and "_" not in from_code:
                    continue  # "ru" and "rus" are pieces of words like any other
                if before in vocabulary["source"] and after in vocabulary["target"]:
                    return {"source_prefix": before, "target_prefix": after}
    for to_code in _codes(target):
        if f">>{to_code}<<" in vocabulary["source"]:  # OPUS-MT with several target languages
            return {"source_prefix": f">>{to_code}<<", "target_prefix": ""}
    return {"source_prefix": "", "target_prefix": ""}


def _suffix(names: Mapping[str, Path], shared: str | None) -> str:
    """The end of a source sentence, where CTranslate2 does not put it there itself.

    Marian's and fairseq's models (OPUS-MT, NLLB, M2M-100) read it; those of OpenNMT, which come with one sentencepiece.model,
    do not.
    """
    config = _read_object(names["config.json"])
    if config.get("add_source_eos") or shared == "sentencepiece.model":
        return ""
    return str(config.get("eos_token") or "</s>")


def _codes(lang: str) -> Sequence[str]:
    """Names of a language in models' tokens: rus_Cyrl, rus, ru."""
    return (
        *(row[1] for row in read_rows("translate.packages", "language_tokens.tsv", columns=2) if row[0] == lang),
        lang,
    )


def _words(names: Mapping[str, Path], vocabularies: Sequence[str], side: str) -> frozenset[str]:
    name = next(name for name in vocabularies if name.startswith((f"{side}_", "shared_")))
    try:
        text = names[name].read_text(encoding="utf-8")
        return frozenset(map(str, parse_json(text)) if name.endswith(".json") else text.splitlines())
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"{names[name]}: not a vocabulary ({error}): convert or get the model again") from error


def _firefox(folder: Path, names: Mapping[str, Path], pair: tuple[str, str] | None) -> Layout:
    parts: dict[str, Path] = {}
    for name, path in names.items():
        if match := _FIREFOX_FILE.match(name):
            parts.setdefault(match[1] or match[4], path)
            pair = pair or ((match[2], match[3]) if match[2] else None)
    lacking = [] if "model" in parts else ["model.….bin"]
    if "vocab" not in parts and not {"srcvocab", "trgvocab"} <= parts.keys():
        lacking.append("vocab.….spm, or srcvocab and trgvocab")
    if lacking:
        raise ModelError(f"{folder}: {'; '.join(lacking)} missing in a Firefox model: get it again")
    source, target = pair or _pair_of(folder)
    files = {"model/model.bin": parts["model"]}
    files |= {f"model/{part}.spm": parts[part] for part in ("vocab", "srcvocab", "trgvocab") if part in parts}
    files |= {"model/lex.bin": parts["lex"]} if "lex" in parts else {}
    metadata = {
        "type": "translate",
        "engine": FIREFOX,
        "name": f"firefox-{source}-{target}",
        "package_version": UNVERSIONED,
        "from_code": source,
        "to_code": target,
    }
    return Layout(FIREFOX, files, metadata)


def _pair_of(folder: Path) -> tuple[str, str]:
    match = _PAIR_AT_END.search(folder.resolve().name.casefold())
    if match is None:
        raise ModelError(
            f"{folder}: neither the folder nor its name tells the languages: add --pair, e.g. --pair ru-en"
        )
    return match[1], match[2]


def _name(folder: Path, source: str, target: str) -> str:
    name = _UNSAFE.sub("-", folder.resolve().name).strip("-.") or "model"
    return name if _PAIR_AT_END.search(name.casefold()) else f"{name}-{source}-{target}"


def _read_object(path: Path) -> dict[str, Any]:
    try:
        data = parse_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: not readable ({error}): convert or get the model again") from error
    return data if isinstance(data, dict) else {}
