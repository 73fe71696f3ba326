"""Argos' settings are read as Argos reads them, and nothing is made or imported by reading."""

import json
import subprocess
import sys

import pytest

from translate.packages.argos_settings import INDEX, index_address, package_folders


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name in (
        "ARGOS_PACKAGES_DIR",
        "ARGOS_PACKAGE_INDEX",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "SNAP",
        "SNAP_USER_DATA",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def settings(home, content):
    folder = home / ".config" / "argos-translate"
    folder.mkdir(parents=True)
    (folder / "settings.json").write_text(content, encoding="utf-8")


def test_defaults_make_nothing(home):
    assert package_folders() == [home / ".local" / "share" / "argos-translate" / "packages"]
    assert index_address() == f"{INDEX}index.json"
    assert list(home.iterdir()) == []


def test_the_environment_goes_before_the_file_and_that_before_the_default(home, monkeypatch):
    settings(home, json.dumps({"ARGOS_PACKAGES_DIR": "/of/the/file", "ARGOS_PACKAGE_INDEX": "http://file/"}))
    assert str(package_folders()[0]) == "/of/the/file"
    assert index_address() == "http://file/index.json"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", "/of/the/environment")
    assert str(package_folders()[0]) == "/of/the/environment"
    monkeypatch.setenv("XDG_CONFIG_HOME", "/none")
    assert index_address() == f"{INDEX}index.json"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"ARGOS_PACKAGES_DIR": 5}'])
def test_a_file_that_is_no_settings_is_passed_over(home, content):
    settings(home, content)
    assert package_folders()[0].is_relative_to(home)


def test_argos_reads_the_same(home, monkeypatch):
    """As long as the development installation has argostranslate, its answers are ours."""
    pytest.importorskip("argostranslate")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    code = "from argostranslate import settings as s; print(*s.package_dirs, s.remote_package_index)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert told == [*map(str, package_folders()), index_address()]


def test_an_engine_needs_no_argostranslate():
    code = (
        "import sys; sys.modules['argostranslate'] = None; sys.modules['langdetect'] = None;"
        "from translate import Translator, detect; from translate.packages.find import find_packages;"
        "find_packages(); print(Translator.load('ru', 'en', beam=1).translate(['Дом построен'])[0].text)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip()
