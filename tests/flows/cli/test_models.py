"""`tolmach models`: what it prints, its exit codes, and downloads from a server of the test's own."""

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import model_index
from flows.cli.app import app
from translate.errors import ModelError
from translate.packages import archive as archives
from translate.packages import find as packages
from translate.packages.argos_settings import index_address

EMBEDDED = next(packages.EMBEDDED.glob("*.argosmodel"))
VERSION = packages.read_package(EMBEDDED, "embedded").version


@pytest.fixture(autouse=True)
def argos_folder(tmp_path, monkeypatch):
    folder = tmp_path / "argos" / "packages"
    folder.mkdir(parents=True)
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    monkeypatch.setenv("COLUMNS", "200")
    return folder


def models(*arguments: object):
    return CliRunner().invoke(app, ["models", *map(str, arguments)])


def one_line(text: str) -> bool:
    return text.strip() != "" and "\n" not in text.strip() and "Traceback" not in text


def test_list_shows_the_embedded_package_as_used():
    result = models("list")
    assert result.exit_code == 0
    row = next(line for line in result.stdout.splitlines() if "embedded" in line)
    assert row.split()[:4] == ["*", "ru-en", "translate-ru_en", VERSION]


@pytest.mark.slow
def test_install_list_verify():
    installed = models("install", EMBEDDED)
    assert installed.exit_code == 0, installed.stderr
    assert archives.sha256_file(EMBEDDED) in installed.stdout

    listed = json.loads(models("list", "--json").stdout)
    assert listed["problems"] == []
    assert [(p["origin"], p["used"]) for p in listed["packages"]] == [("installed", True), ("embedded", False)]
    assert len({p["sha256"] for p in listed["packages"]}) == 1, "the same content"

    verified = models("verify", "--json")
    assert verified.exit_code == 0
    assert all(p["ok"] and p["recorded"] for p in json.loads(verified.stdout)["packages"])


@pytest.mark.slow
def test_installing_twice_needs_force():
    assert models("install", EMBEDDED).exit_code == 0
    again = models("install", EMBEDDED)
    assert again.exit_code == 2
    assert one_line(again.stderr)
    assert "--force" in again.stderr
    assert models("install", EMBEDDED, "--force").exit_code == 0


@pytest.mark.parametrize("content", [None, b"nonsense"])
def test_what_cannot_be_installed_is_told_in_one_line(tmp_path, argos_folder, content):
    path = tmp_path / "x.argosmodel"
    if content is not None:
        path.write_bytes(content)
    result = models("install", path)
    assert result.exit_code == 2
    assert one_line(result.stderr)
    assert "x.argosmodel" in result.stderr
    assert list(argos_folder.iterdir()) == []


@pytest.mark.slow
def test_verify_finds_what_was_changed(argos_folder):
    assert models("install", EMBEDDED).exit_code == 0
    (changed,) = argos_folder.glob("*/model/config.json")
    changed.write_text("{}", encoding="utf-8")
    result = models("verify")
    assert result.exit_code == 1
    assert "FAIL" in result.stdout
    assert "model/config.json changed" in result.stdout
    assert f"ok    translate-ru_en {VERSION} (embedded)" in result.stdout


def test_verify_fails_on_what_cannot_be_read(argos_folder):
    (argos_folder / "broken").mkdir()
    (argos_folder / "broken" / "metadata.json").write_text("{", encoding="utf-8")
    result = models("verify", "--json")
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert not answer["ok"]
    assert "broken" in answer["problems"][0]
    assert models("list").exit_code == 0


# --- downloads ---


@pytest.fixture
def server(tmp_path, monkeypatch) -> Iterator[Path]:
    """A web server with an index; its folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_arguments: object) -> None: ...

    class Site(ThreadingHTTPServer):
        def handle_error(self, *_arguments: object) -> None: ...  # a client that breaks off is part of the tests

    folder = tmp_path / "site"
    folder.mkdir()
    site = Site(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{site.server_port}"
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", f"{address}/")
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    def entry(version: str, name: str, **more: object) -> dict[str, object]:
        pair = {"from_code": "ru", "to_code": "en", "package_version": version}
        return {**pair, "links": [f"{address}/missing", f"{address}/{name}"], **more}

    index = [
        entry("0.1", "old"),
        entry("1.10", "new"),
        entry("1.9", "old"),
        entry("5", "sbd", type="sbd"),
        entry("2", "broken", from_code="de"),
        {"type": "translate"},
    ]
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")
    (folder / "new").hardlink_to(EMBEDDED)
    (folder / "broken").write_bytes(b"nonsense")
    yield folder
    site.shutdown()
    site.server_close()


@pytest.mark.slow
def test_download_installs_the_newest_of_the_pair(server, argos_folder):
    result = models("download", "ru-en")
    assert result.exit_code == 0, result.stderr
    assert archives.sha256_file(EMBEDDED) in result.stdout
    assert len(list(argos_folder.glob("*/metadata.json"))) == 1


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ("uk-en", "no package uk-en; into en it has: de, ru"),
        ("de-en", "not a whole zip"),
        ("russian", "write it like ru-en"),
        ("../-en", "write it like ru-en"),
    ],
)
def test_what_cannot_be_downloaded_is_told_in_one_line(server, argos_folder, pair, message):
    result = models("download", pair)
    assert result.exit_code == 2
    assert one_line(result.stderr)
    assert message in result.stderr
    assert list(argos_folder.iterdir()) == []


@pytest.mark.parametrize("content", ["<html>", "{}", "[1]", '[{"from_code": "ru", "to_code": "en", "links": 1}]'])
def test_an_index_that_is_none_is_told(server, content):
    (server / "index.json").write_text(content, encoding="utf-8")
    result = models("download", "ru-en")
    assert result.exit_code == 2
    assert one_line(result.stderr)


def test_without_network_the_way_out_is_told(monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    result = models("download", "ru-en")
    assert result.exit_code == 2
    assert one_line(result.stderr)
    assert "models install FILE" in result.stderr


def test_only_web_addresses_are_opened(tmp_path):
    (tmp_path / "index.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match="not an http"):
        model_index.fetch_index((tmp_path / "index.json").as_uri())


def test_a_download_that_is_too_large_or_missing_is_refused(server, tmp_path, monkeypatch):
    monkeypatch.setattr(model_index, "MAX_PACKAGE_BYTES", 1000)
    entry = model_index.newest(model_index.fetch_index(index_address()), "ru", "en")
    assert entry.version == "1.10", "as versions, not as text"
    with pytest.raises(ModelError, match=r"missing.*404.*more than 1,000 bytes"):
        model_index.download(entry, tmp_path, lambda _done, _total: None)
