"""Putting models where they are found: Argos packages into the user's Argos folder, others into a folder of tolmach's own."""

import json
import shutil
import tempfile
import zipfile
from pathlib import Path

from translate.engine.firefox import load_translator
from translate.engine.models import load_model
from translate.errors import ModelError
from translate.packages import archive as archives
from translate.packages import find as packages
from translate.packages.argos_settings import package_folders
from translate.packages.checksums import CHECKSUMS, check_archive, check_folder, record_checksums
from translate.packages.find import ModelPackage
from translate.packages.layouts import ARGOS, FIREFOX, Layout, recognise


def install(
    path: Path, *, force: bool = False, folder: Path | None = None, pair: tuple[str, str] | None = None
) -> ModelPackage:
    """Install a model: checked, loaded once, then put in place with one rename; on any error nothing changes.

    Args:
        path: an `.argosmodel` file, a model folder (see `translate.packages.layouts`), or such a folder zipped.
        force: replace an installed package of the same name and version.
        folder: where to; None takes the first Argos folder for Argos packages, tolmach's own for others.
        pair: languages translated from and to, where nothing in the model tells.

    Returns:
        The installed package.

    Raises:
        ModelError: unsafe, damaged or no translation model; already installed; nowhere to write.
    """
    if path.is_dir():
        return _install_folder(path, force=force, folder=folder, pair=pair)
    if not _is_argos_archive(path):
        with tempfile.TemporaryDirectory(prefix="tolmach-") as scratch:
            unpacked = archives.unpack(path, Path(scratch))
            return _install_folder(unpacked, force=force, folder=folder, pair=pair)
    new = packages.read_package(path, "path")
    check_archive(path, required=False)
    folder = folder or package_folders()[0]
    target = folder / archives.read_metadata(path)[0]
    old = _installed(new, folder)
    _refuse_double(new, old[0] if old else target, there=bool(old) or target.exists(), force=force)
    archives.unpack(path, folder, replace=force, check=check_package)
    for double in old:
        if double != target:
            shutil.rmtree(double, ignore_errors=True)
    return packages.read_package(target, "installed")


def check_package(folder: Path) -> None:
    """Check an unpacked package's files, load it, and write down what it consists of.

    Raises:
        ModelError: something is missing or damaged.
    """
    check_folder(folder)
    check_loads(folder)
    record_checksums(folder)


def check_loads(folder: Path) -> None:
    """Load an unpacked package, whatever runs it.

    Raises:
        ModelError: it is damaged, or what runs it is not installed.
    """
    if packages.read_package(folder, "path").engine == FIREFOX:
        load_translator(folder)
    else:
        load_model(folder)


def _install_folder(path: Path, *, force: bool, folder: Path | None, pair: tuple[str, str] | None) -> ModelPackage:
    layout = recognise(path, pair)
    parent = folder or (package_folders()[0] if layout.engine == ARGOS else packages.own_folder())
    name = path.resolve().name if layout.engine == ARGOS else str(layout.metadata["name"])
    target = parent / name
    try:
        parent.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".installing-", dir=parent.parent))
    except OSError as error:
        raise archives.CannotWriteError(f"{parent}: cannot write there ({error.strerror})") from error
    try:
        staged = _stage(layout, scratch / name)
        new = packages.read_package(staged, "path")
        old = _installed(new, parent)
        _refuse_double(new, old[0] if old else target, there=bool(old) or target.exists(), force=force)
        check_package(staged)
        parent.mkdir(parents=True, exist_ok=True)
        for double in {target, *old}:
            if double.exists():
                double.rename(scratch / f"old-{double.name}")
        staged.rename(target)
    except OSError as error:
        raise archives.CannotWriteError(f"{target}: cannot install there ({error.strerror or error})") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return packages.read_package(target, "installed")


def _stage(layout: Layout, staged: Path) -> Path:
    """Copy the files of a layout to where the package has them, with its metadata."""
    for name, source in layout.files.items():
        if name == CHECKSUMS:
            continue
        (staged / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, staged / name)
    (staged / "metadata.json").write_text(json.dumps(layout.metadata, indent=1), encoding="utf-8")
    return staged


def _installed(new: ModelPackage, folder: Path) -> list[Path]:
    """Folders of installed packages of the same name and version."""
    return [
        package.path
        for package in packages.find_packages()[0]
        if package.path.parent == folder and (package.name, package.version) == (new.name, new.version)
    ]


def _refuse_double(new: ModelPackage, where: Path, *, there: bool, force: bool) -> None:
    if there and not force:
        raise ModelError(f"{new.name} {new.version}: already installed in {where}; --force replaces it")


def _is_argos_archive(path: Path) -> bool:
    """Whether a zip archive holds an Argos package; what is no whole archive is for the reader of packages to tell."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return True
    return any(name.endswith("metadata.json") for name in names) or not any(name.endswith(".bin") for name in names)
