"""The embedded package unpacked, packages made from it under other names and versions, and an Argos folder of the test's own."""

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from translate.packages import archive as archives
from translate.packages import find as packages

METADATA = {"package_version": "1.0", "from_code": "ru", "to_code": "en"}


@pytest.fixture
def argos_folder(tmp_path, monkeypatch):
    """An Argos folder and a cache of the test's own."""
    folder = tmp_path / "argos" / "packages"
    folder.mkdir(parents=True)
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory):
    """The embedded package's folder; its files are shared by all tests, so never written to."""
    return archives.unpack(next(packages.EMBEDDED.glob("*.argosmodel")), tmp_path_factory.mktemp("unpacked"))


@pytest.fixture
def make_package(unpacked) -> Callable[..., Path]:
    """Make a copy of the embedded package that says other things about itself; its files are links to the same."""

    def make(folder: Path, name: str, **metadata: str) -> Path:
        path = folder / name
        (path / "model").mkdir(parents=True)
        for file in [*unpacked.glob("*.model"), *(unpacked / "model").iterdir()]:
            os.link(file, path / file.relative_to(unpacked))
        (path / "metadata.json").write_text(json.dumps({**METADATA, **metadata}), encoding="utf-8")
        return path

    return make


@pytest.fixture
def make_archive(make_package, tmp_path) -> Callable[..., Path]:
    """The same as an `.argosmodel` file; `change` may do something to the folder first."""

    def make(name: str, change: Callable[[Path], object] = lambda _folder: None, **metadata: str) -> Path:
        folder = make_package(tmp_path / "made", name, **metadata)
        change(folder)
        path = tmp_path / f"{name}.argosmodel"
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted(p for p in folder.rglob("*") if p.is_file()):
                archive.write(file, file.relative_to(folder.parent))
        return path

    return make
