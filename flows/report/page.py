"""Put the explorer's page together: markup, style, script and data in one file, with a policy that allows nothing else."""

import base64
import gzip
import hashlib
import json
import shutil
from collections.abc import Iterator
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any, Final

from flows.report.content import Content, read_content
from flows.tables.snapshots import Snapshot

NAME: Final = "report.html"
FOLDER: Final = "report-data"

SCRIPTS: Final = (
    "words", "dom", "data", "fold", "facets", "lists", "marks", "popups", "sentences", "documents", "read", "search",
    "names", "entity", "charts", "timeline", "network", "doubtful", "rejects", "run", "legend", "review", "keys", "app",
)  # fmt: skip
"""Source files of the script, in order; they share one scope."""


def write_report(snapshot: Snapshot) -> Path:
    """Write `report.html` into the snapshot, for large ones `report-data/` beside it, and return the page's path.

    The same tables give the same bytes.

    Raises:
        OSError: the disk refused.
    """
    content = read_content(snapshot)
    temporary = snapshot.path / f"{FOLDER}.tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    single = None
    for number, shard in enumerate(content.shards()):
        if content.parts == 1:
            single = _packed(shard)
        else:
            temporary.mkdir(exist_ok=True)
            (temporary / f"{number:04}.js").write_text(f'tolmachShard({number},"{_packed(shard)}")\n', encoding="ascii")
    shutil.rmtree(snapshot.path / FOLDER, ignore_errors=True)
    if temporary.exists():
        temporary.rename(snapshot.path / FOLDER)
    path = snapshot.path / NAME
    unfinished = path.with_suffix(".tmp")
    unfinished.write_text(render(content, snapshot.run_id, single), encoding="utf-8")
    unfinished.replace(path)
    return path


def render(content: Content, run_id: str, single: str | None) -> str:
    """Return the page.

    Args:
        content: what it shows; all shards taken.
        run_id: for the title.
        single: the only shard, packed; None when shards lie beside the page.
    """
    style = _source("style.css")
    script = "".join(_scripts())
    # With shards beside the page the script, trusted by its hash, may load them; without, nothing can be loaded at all.
    dynamic = "" if single else " 'strict-dynamic'"
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'{dynamic}; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types tolmach"
    )
    parts = {
        "policy": escape(policy),
        "title": escape(f"tolmach {run_id}"),
        "style": style,
        "main": _packed(content.main),
        "shard": single or "",
        "script": script,
    }
    page = _source("index.html")
    for name, value in parts.items():
        page = page.replace(f"{{{{{name}}}}}", value, 1)
    return page


def _scripts() -> Iterator[str]:
    yield '"use strict";(() => {\n'
    for name in SCRIPTS:
        yield _source(f"{name}.js")
    yield "})();\n"


def _source(name: str) -> str:
    return resources.files("flows.report").joinpath("web", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _packed(data: Any) -> str:
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return base64.b64encode(gzip.compress(raw, 9, mtime=0)).decode()
