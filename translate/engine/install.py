"""Putting an `.argosmodel` file into the user's Argos folder, where Argos' own programs find it too."""

import shutil
from pathlib import Path

from translate.engine.models import load_model
from translate.errors import ModelError
from translate.packages import archive as archives
from translate.packages import find as packages
from translate.packages.argos_settings import package_folders
from translate.packages.checksums import check_archive, check_folder, record_checksums
from translate.packages.find import ModelPackage


def install(path: Path, *, force: bool = False, folder: Path | None = None) -> ModelPackage:
    """Install a package: checked, loaded once, then put in place with one rename; on any error nothing changes.

    Args:
        path: the `.argosmodel` file.
        force: replace an installed package of the same name and version.
        folder: where to; None takes the first Argos folder.

    Returns:
        The installed package.

    Raises:
        ModelError: unsafe, damaged or no translation package; already installed; nowhere to write.
    """
    if path.is_dir():
        raise ModelError(f"{path}: a folder; give the .argosmodel file")
    new = packages.read_package(path, "path")
    check_archive(path, required=False)
    folder = folder or package_folders()[0]
    target = folder / archives.read_metadata(path)[0]
    old = [
        package.path
        for package in packages.find_packages()[0]
        if package.path.parent == folder and (package.name, package.version) == (new.name, new.version)
    ]
    if (old or target.exists()) and not force:
        where = old[0] if old else target
        raise ModelError(f"{new.name} {new.version}: already installed in {where}; --force replaces it")
    archives.unpack(path, folder, replace=force, check=_check)
    for double in old:
        if double != target:
            shutil.rmtree(double, ignore_errors=True)
    return packages.read_package(target, "installed")


def _check(folder: Path) -> None:
    check_folder(folder)
    load_model(folder)
    record_checksums(folder)
