"""A run over an address with user, password and tokens: not one file, log line, artifact or row of Prefect's database knows them."""

import http.server
import json
import threading
from pathlib import Path

import polars as pl
import pytest

from flows.report import write_report
from flows.tables.snapshots import Output

SECRETS = ("kolobok", "Barabulka77", "zhuravl4", "podpis0", "dozor9")
PAGE = """<html><head><link rel="canonical" href="http://example.org/page?token=zhuravl4"></head>
<body><p>Порт принял больше грузов, чем год назад.</p></body></html>"""
FEED = [
    {
        "id": "http://example.org/1?token=zhuravl4",
        "url": "http://kolobok:Barabulka77@example.org/1",
        "text": "Порт открыт.",
    },
    {
        "id": "b",
        "link": "http://example.org/2?sig=podpis0",
        "picture": ["http://h/p.png?api_key=dozor9"],
        "text": "Мост закрыт.",
    },
    {"id": "http://example.org/3?token=zhuravl4", "text": ""},
]


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.partition("?")[0]
        body = PAGE if path == "/page.html" else "".join(json.dumps(r) + "\n" for r in FEED)
        self.send_response(200 if path in {"/page.html", "/feed.jsonl"} else 404)
        self.end_headers()
        self.wfile.write(body.encode())

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def addresses(site):
    return [
        f"http://{site}/page.html?token=zhuravl4&id=1",
        f"http://{site}/page.html?id=1&token=other",  # the same document
        f"http://{site}/feed.jsonl?X-Amz-Signature=podpis0&X-Amz-Date=1",
        f"http://{site}/missing.html?sig=podpis0",
        f"http://kolobok:Barabulka77@{site}:1/nowhere.html",
        "s3://kolobok:Barabulka77@bucket/key.jsonl",
        "gopher://kolobok:Barabulka77@host/x",
        "http://127.0.0.1:9/page?access_token=zhuravl4",
    ]


def assert_clean(folder: Path) -> int:
    """Look for the secrets in every file below a folder, unpacked where it is a table."""
    files = [p for p in folder.rglob("*") if p.is_file()]
    for path in files:
        content = path.read_bytes()
        if path.suffix == ".parquet":
            content += pl.read_parquet(path).write_ndjson().encode() + str(pl.read_parquet_metadata(path)).encode()
        for secret in SECRETS:
            assert secret.encode() not in content, (path, secret)
    return len(files)


def assert_rows(output: Path, site: str) -> None:
    snapshot = Output(output).current()
    assert snapshot is not None
    documents = snapshot.read("documents").sort("source_uri")
    assert documents["source_uri"].to_list() == [
        f"http://{site}/feed.jsonl#b",
        f"http://{site}/feed.jsonl#http://example.org/1",
        f"http://{site}/page.html?id=1",
    ]
    assert documents["url"].to_list() == ["http://example.org/2", "http://example.org/1", "http://example.org/page"]
    assert snapshot.read("rejects").height == 6
    write_report(snapshot)


def test_without_prefect(site, run, tmp_path, caplog):
    caplog.set_level("DEBUG")
    run(*addresses(site), output=tmp_path / "out")
    assert_rows(tmp_path / "out", site)
    assert assert_clean(tmp_path / "out") > 10
    ours = [r.getMessage() for r in caplog.records if r.name.split(".")[0] in {"flows", "translate", "normalize"}]
    assert not any(secret in line for line in ours for secret in SECRETS)


@pytest.mark.slow
def test_with_prefect_as_a_command(site, tolmach, tmp_path):
    done = tolmach("--log-level", "debug", "run", "-o", "out", "--beam", "1", *addresses(site))
    assert done.returncode == 1, done.stderr
    assert not any(secret in done.stdout + done.stderr for secret in SECRETS)
    assert_rows(tmp_path / "out", site)
    assert (tmp_path / "prefect" / "prefect.db").exists()
    assert_clean(tmp_path)
