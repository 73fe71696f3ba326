"""Installing a package: all of it or nothing, recorded, used at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from translate.engine.argos import load_engine
from translate.engine.install import install
from translate.errors import ModelError
from translate.packages import find as packages

pytestmark = pytest.mark.usefixtures("argos_folder")

EMBEDDED = next(packages.EMBEDDED.glob("*.argosmodel"))


def files_under(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*")}


@pytest.mark.slow
def test_an_installed_package_is_whole_recorded_and_used(make_archive, argos_folder):
    path = make_archive("ru_en", package_version="9")
    installed = install(path)
    assert files_under(argos_folder.parent) >= {"packages/ru_en/metadata.json", "packages/ru_en/SHA256SUMS"}
    assert {p.name for p in argos_folder.parent.iterdir()} == {"packages"}, "nothing left beside it"
    assert packages.choose("ru", "en") == installed
    assert load_engine("ru", "en", beam=1).translate_batch(["Привет"])[0].text


@pytest.mark.slow
def test_the_same_package_is_replaced_by_force_only(make_archive, make_package, argos_folder):
    path = make_archive("ru_en", package_version="9")
    make_package(argos_folder, "other_folder", package_version="9")
    with pytest.raises(ModelError, match=r"already installed in .*other_folder; --force"):
        install(path)
    install(path, force=True)
    assert [p.name for p in argos_folder.iterdir()] == ["ru_en"]
    with pytest.raises(ModelError, match="--force"):
        install(path)


def test_a_package_that_does_not_load_is_not_installed(make_archive, argos_folder):
    def damage(folder: Path) -> None:
        (folder / "model" / "model.bin").unlink()
        (folder / "model" / "model.bin").write_bytes(b"nonsense")

    with pytest.raises(ModelError):
        install(make_archive("ru_en", damage, package_version="9"))
    assert files_under(argos_folder.parent) == {"packages"}


@pytest.mark.slow
def test_the_folder_of_a_package_is_installed_too(make_package, tmp_path, argos_folder):
    installed = install(make_package(tmp_path / "elsewhere", "ru_en", package_version="9"))
    assert installed.path == argos_folder / "ru_en"
    assert packages.choose("ru", "en") == installed
    assert {p.name for p in argos_folder.parent.iterdir()} == {"packages"}, "nothing left beside it"


def test_installing_never_imports_stanza_or_argos_own_translator():
    script = (
        "import sys; from pathlib import Path; from translate.engine.install import install\n"
        f"install(Path({str(EMBEDDED)!r}))\n"
        "print([m for m in ('argostranslate.translate', 'stanza', 'torch') if m in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr
