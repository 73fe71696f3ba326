"""Argos packages: which are there, which one is meant, and whether its files are what they should be.

Two places are read: the user's Argos folders (as `argospm` and Argos' own programs use them) and `translate/models`, which
holds the embedded package with its checksum. A package is a folder with `metadata.json`, a tokenizer and a CTranslate2
`model/`; an `.argosmodel` file is that folder zipped.
"""

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from packaging.version import InvalidVersion, Version

from normalize.resources import once, read_rows
from normalize.user_files import parse_json
from translate.errors import ModelError
from translate.packages import archive as archives
from translate.packages.argos_settings import package_folders
from translate.packages.checksums import check_archive, check_folder
from translate.packages.layouts import ARGOS, CTRANSLATE2, FIREFOX

EMBEDDED: Final = Path(__file__).parents[1] / "models"


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """A translation package that is here, unpacked or not.

    Attributes:
        name: type and pair, e.g. "translate-ru_en", as argospm calls it.
        version: as its author wrote it.
        source: code of the language translated from.
        target: code of the language translated to.
        path: the folder, or the `.argosmodel` file.
        origin: "installed", "embedded" or "path" (named by the user).
        engine: what runs it: "argos", "ctranslate2" or "firefox".
    """

    name: str
    version: str
    source: str
    target: str
    path: Path
    origin: str
    engine: str = ARGOS

    @property
    def zipped(self) -> bool:
        """Whether it is an `.argosmodel` file."""
        return self.path.is_file()


def own_folder() -> Path:
    """Where models that are no Argos packages are installed: out of the sight of Argos' own programs, which stumble over them."""
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return Path(os.environ.get("TOLMACH_MODELS_DIR") or home / "tolmach" / "models")


@once
def _measured() -> dict[tuple[str, str], float]:
    """Published quality by engine and pair."""
    rows = read_rows("translate.packages", "measured.tsv", columns=3, required=3)
    return {(engine, pair): float(bleu) for engine, pair, bleu in rows}


def find_packages() -> tuple[list[ModelPackage], list[str]]:
    """All translation packages, the preferred first within a pair, and one line about each that cannot be read."""
    found: list[ModelPackage] = []
    problems: list[str] = []
    for path, origin in _candidates():
        try:
            found.append(read_package(path, origin))
        except ModelError as error:
            problems.append(str(error))
    found.sort(key=lambda p: _version(p.version), reverse=True)  # stable: of equal versions the installed one first
    found.sort(key=lambda p: _measured().get((p.engine, f"{p.source}-{p.target}"), 0.0), reverse=True)
    found.sort(key=lambda p: (p.source, p.target))
    return found, problems


def _candidates() -> Iterator[tuple[Path, str]]:
    for folder in (*package_folders(), own_folder()):
        try:
            entries = sorted(folder.iterdir())
        except OSError:
            continue
        for path in entries:
            if (path / "metadata.json").is_file() and not path.name.startswith("."):
                yield path, "installed"
    for path in sorted(EMBEDDED.glob("*.argosmodel")):
        yield path, "embedded"


def read_package(path: Path, origin: str) -> ModelPackage:
    """Read what a package says about itself.

    Args:
        path: its folder or `.argosmodel` file.
        origin: where it was found.

    Raises:
        ModelError: not a translation package, or unreadable.
    """
    try:
        raw = archives.read_metadata(path)[1] if path.is_file() else (path / "metadata.json").read_bytes()
        data = parse_json(raw)
        fields = [data.get(key) for key in ("package_version", "from_code", "to_code")]
        kind = data.get("type", "translate")
    except OSError as error:
        raise ModelError(
            f"{path}: not an installed model (metadata.json: {error.strerror}): a model folder of another layout has to be "
            "installed first, with `tolmach models install`"
        ) from error
    except (ValueError, AttributeError) as error:
        raise ModelError(f"{path}: metadata.json is not readable ({error}): get the package again") from error
    if kind != "translate" or not all(isinstance(field, str) and field for field in fields):
        raise ModelError(f"{path}: metadata.json names no language pair and version, so not a translation package")
    version, source, target = fields
    engine = data.get("engine") or ARGOS
    if engine not in {ARGOS, CTRANSLATE2, FIREFOX}:
        raise ModelError(f"{path}: metadata.json names the engine {engine!r}, which this tolmach has not")
    name = str(data.get("name") or "") if engine != ARGOS else ""
    return ModelPackage(name or f"translate-{source}_{target}", version, source, target, path, origin, engine)


def choose(source: str, target: str, model: str | Path | None = None) -> ModelPackage:
    """The package to translate with.

    Args:
        source: code of the language translated from.
        target: code of the language translated to.
        model: a package's name ("translate-ru_en"), name and version ("translate-ru_en-1.9"), folder or `.argosmodel`
            file; None takes the newest of the pair.

    Raises:
        ModelError: there is none, or it is for another pair.
    """
    found, problems = find_packages()
    if model is None:
        fitting = [p for p in found if (p.source, p.target) == (source, target)]
        if not fitting:
            pairs = ", ".join(dict.fromkeys(f"{p.source}-{p.target}" for p in found)) or "none"
            broken = f"; not readable: {'; '.join(problems)}" if problems else ""
            raise ModelError(
                f"no package translates {source} to {target} (installed: {pairs}{broken}): "
                f"`tolmach models download {source}-{target}` or `tolmach models install PATH`"
            )
        return fitting[0]
    chosen = _named(str(model), found)
    if (chosen.source, chosen.target) != (source, target):
        raise ModelError(
            f"model {str(model)!r} translates {chosen.source} to {chosen.target}, not {source} to {target}: "
            "name another with --model, or none for the newest"
        )
    return chosen


def _named(model: str, found: Sequence[ModelPackage]) -> ModelPackage:
    wanted = _plain(model)
    for package in found:
        if wanted in {_plain(package.name), _plain(f"{package.name}-{package.version}"), _plain(package.path.stem)}:
            return package
    path = Path(model).expanduser()
    if path.exists():
        return read_package(path, "path")
    names = ", ".join(f"{p.name}-{p.version}" for p in found) or "none"
    raise ModelError(f"no model {model!r}: neither a file or folder nor one of {names} (see `tolmach models list`)")


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold())


def _version(text: str) -> tuple[bool, Version]:
    try:
        return True, Version(text)
    except InvalidVersion:
        return False, Version("0")


def prepare(package: ModelPackage) -> tuple[Path, str]:
    """The package's unpacked, checked folder and the SHA-256 of its content.

    A zipped package is checked against the checksum beside it (the embedded one must have one) and unpacked into the
    user's cache, once for all processes.

    Raises:
        ModelError: files are missing, damaged or not what their checksum says; or nowhere to unpack them.
    """
    if not package.zipped:
        return package.path, check_folder(package.path)
    parent = check_archive(package.path, required=package.origin == "embedded")[:16]
    name, _ = archives.read_metadata(package.path)
    problem: ModelError | None = None
    for base in _cache_folders():
        folder = base / parent / name
        try:
            if not archives.is_unpacked(package.path, folder):
                archives.unpack(package.path, folder.parent, replace=folder.exists())
        except archives.CannotWriteError as error:
            problem = problem or error
            continue
        return folder, check_folder(folder)
    raise problem or ModelError(f"{package.path}: nowhere to unpack it; set XDG_CACHE_HOME to a folder of yours")


def _cache_folders() -> Iterator[Path]:
    """The user's cache, else a folder of the user's own among the temporary files."""
    with contextlib.suppress(RuntimeError):  # no home folder
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tolmach" / "models"
    user = os.getuid() if hasattr(os, "getuid") else os.getpid()
    folder = Path(tempfile.gettempdir()) / f"tolmach-models-{user}"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
        if stat.S_ISDIR(status.st_mode) and not status.st_mode & 0o022 and status.st_uid == user:
            yield folder
