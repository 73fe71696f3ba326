"""`tolmach models download firefox:…` from a server of the test's own, up to the loading of the model.

No Firefox model is part of this repository and nothing is downloaded at test time, so that what a real one says is not tested here:
discovery, checksums, the layout and fxtranslate's refusal of what is no model are.
"""

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from flows.cli import firefox_models
from flows.cli.app import app
from translate.errors import ModelError

FILES = {
    "model.ruen.intgemm.alphas.bin": b"no model" * 100,
    "vocab.ruen.spm": b"no vocabulary",
    "lex.50.50.ruen.s2t.bin": b"lex",
}
KINDS = {"model": "model.ruen.intgemm.alphas.bin", "vocab": "vocab.ruen.spm", "lex": "lex.50.50.ruen.s2t.bin"}


def record(kind: str, **changes: object) -> dict[str, object]:
    name = KINDS[kind]
    return {
        "name": name,
        "fileType": kind,
        "sourceLanguage": "ru",
        "targetLanguage": "en",
        "version": "3.0",
        "architecture": "base",
        "decompressedHash": hashlib.sha256(FILES[name]).hexdigest(),
        "attachment": {"location": f"files/{name}.zst", "hash": "", "size": 1, "filename": name},
        **changes,
    }


@pytest.fixture
def serve(monkeypatch, tmp_path):
    """Serve records and, packed, the files; returns what was asked for."""
    monkeypatch.setenv("TOLMACH_MODELS_DIR", str(tmp_path / "own" / "models"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    monkeypatch.setenv("COLUMNS", "300")
    servers = []

    def start(records: object) -> list[str]:
        asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                name = self.path.rpartition("/")[2].removesuffix(".zst")
                if self.path == "/v1/records":
                    body = records if isinstance(records, bytes) else json.dumps({"data": records}).encode()
                elif name in FILES:
                    body = pa.Codec("zstd").compress(FILES[name], asbytes=True)
                else:
                    self.send_error(404)
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", f"http://127.0.0.1:{server.server_port}/v1/records")
        return asked

    yield start
    for server in servers:
        server.shutdown()


def fetch(tmp_path, source="ru", target="en"):
    return firefox_models.download(source, target, tmp_path, lambda _done, _total: None)


def test_the_files_of_a_pair_are_fetched_and_unpacked(serve, tmp_path):
    asked = serve([record("model"), record("vocab"), record("lex"), record("vocab", sourceLanguage="uk")])
    folder = fetch(tmp_path)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    assert len(asked) == 4


def test_the_newest_and_largest_whole_model_is_taken(serve, tmp_path):
    old = [record(kind, version="3.0", architecture="base") for kind in ("model", "vocab")]
    tiny = [record(kind, version="3.1", architecture="tiny") for kind in ("model", "vocab")]
    base = [record(kind, version="3.1", architecture="base") for kind in ("model", "vocab", "lex")]
    part = [record("model", version="3.2")]
    serve([*tiny, *old, *part, *base])
    assert (fetch(tmp_path) / "lex.50.50.ruen.s2t.bin").is_file()


@pytest.mark.parametrize(
    ("records", "told"),
    [
        pytest.param(
            [record("model", decompressedHash="0" * 64), record("vocab")], "damaged or exchanged", id="checksum"
        ),
        pytest.param([record("model", decompressedHash=None), record("vocab")], "no checksum", id="no checksum"),
        pytest.param([record("model", name="../x.bin"), record("vocab")], "refused", id="path"),
        pytest.param([record("model")], "with all its files", id="no vocabulary"),
        pytest.param(
            [record("model", targetLanguage="de")],
            "Firefox has no model ru-en; into en it has: none",
            id="no such pair",
        ),
        pytest.param([record("model", attachment={"location": "files/none"}), record("vocab")], "404", id="file gone"),
        pytest.param(b"nonsense", "not a list of Firefox models", id="no list"),
    ],
)
def test_what_is_wrong_is_one_line(serve, tmp_path, records, told):
    serve(records)
    with pytest.raises(ModelError) as error:
        fetch(tmp_path)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_the_licence_is_told_first_and_what_does_not_load_is_not_installed(serve, tmp_path):
    serve([record("model"), record("vocab")])
    done = CliRunner().invoke(app, ["models", "download", "firefox:ru-en"])
    assert done.exit_code == 2
    assert done.stdout.startswith("Firefox Translations models are Mozilla's, under the Mozilla Public License 2.0")
    assert "fxtranslate cannot load this model" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list((tmp_path / "own").glob("*/*"))


@pytest.mark.parametrize("wanted", ["fire:ru-en", "firefox:ruen", "firefox:"])
def test_a_wrong_source_or_pair(wanted):
    done = CliRunner().invoke(app, ["models", "download", wanted])
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1


def test_converting_tells_what_it_needs(tmp_path):
    done = CliRunner().invoke(app, ["models", "convert", str(tmp_path)])
    assert done.exit_code == 2
    assert "pip install" in done.stderr or "cannot convert" in done.stderr
