"""`tolmach serve-api` as a process of its own, and requests that nobody should send; shared by tests and the benchmark."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]


class Running(NamedTuple):
    """A server: where it answers, and its process."""

    url: str
    process: "subprocess.Popen[str]"


@contextmanager
def serving(*options: str, cwd: Path, **environment: str) -> Iterator[Running]:
    """Start a server on a free port, wait until it answers, and end it."""
    code = "from flows.cli.app import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "--log-level", "info", "serve-api", "--port", "0", "--json", *options],
        cwd=cwd, env=os.environ | {"PYTHONPATH": str(ROOT)} | environment, text=True,
        stdout=subprocess.PIPE, stderr=(cwd / "stderr").open("w"),
    )  # fmt: skip
    try:
        line = process.stdout.readline()
        assert line, (cwd / "stderr").read_text()
        yield Running(json.loads(line)["url"], process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stdout.close()


class Raw(NamedTuple):
    """A request as it is sent."""

    method: str
    path: str
    content_type: str
    body: bytes


PATHS = ("/translate", "/detect", "/names", "/explain")
ODD = (
    "",
    "\0",
    "\ud800",
    "да\ufeff",
    "<" * 400,
    "&" * 400,
    "[" * 300,
    "<b>" * 300,
    "а" * 3_000,
    "%s{0}",
    "\u202e",
    "😀" * 50,
)
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, [], {}, [[]], ["да", None], [["да"]], {"q": "да"}, "auto", "ru", "en", "xx", "html", *ODD
)  # fmt: skip
FIELDS = (
    "q",
    "source",
    "target",
    "format",
    "alternatives",
    "spans",
    "api_key",
    "first",
    "second",
    "kind",
    "q",
    "Q",
    "",
)


def hostile(seed: int) -> Raw:
    """A request of one kind among bad JSON, bad forms, bad types, bad bytes, bad markup; the same for the same seed."""
    dice = random.Random(seed)
    path, method = dice.choice(PATHS), "POST" if dice.random() < 0.97 else "GET"
    json_type, form_type = "application/json", "application/x-www-form-urlencoded"
    fields = {dice.choice(FIELDS): dice.choice(VALUES) for _ in range(dice.randint(0, 6))}
    good = {"q": dice.choice(ODD) or "да", "source": "auto", "target": "en", "first": "Иванов", "second": "Ivanov"}
    text = json.dumps(good | fields).encode()
    kind = dice.randrange(9)
    if kind == 0:
        return Raw(method, path, json_type, text)
    if kind == 1:
        return Raw(method, path, json_type, text[: dice.randrange(len(text))])
    if kind == 2:
        return Raw(method, path, json_type, dice.choice([b"[", b'{"q":', b'{"a":[']) * dice.choice([10, 5_000, 50_000]))
    if kind == 3:
        return Raw(
            method, path, dice.choice([json_type, form_type, "multipart/form-data; boundary=x"]), dice.randbytes(300)
        )
    if kind == 4:
        wrong = dice.choice(
            ["text/plain", "application/xml", "", "x" * 500, "application/json; charset=utf-16", "multipart/form-data"]
        )
        return Raw(method, path, wrong, text)
    if kind == 5:
        escapes = "".join(
            dice.choice(["q=", "&", "%", "%00", "%ff", "%D0%B0", "source=ru", "target=en", "+", ";"]) for _ in range(60)
        )
        return Raw(method, path, form_type, escapes.encode())
    if kind == 6:
        part = b'--x\r\nContent-Disposition: form-data; name="q"' + dice.choice([b"", b'; filename="a"']) + b"\r\n\r\n"
        return Raw(
            method,
            path,
            "multipart/form-data; boundary=x",
            part * dice.choice([1, 40]) + dice.choice([b"--x--", b"--x", b""]),
        )
    if kind == 7:
        return Raw(method, path, json_type, json.dumps(good | {"q": ["да"] * dice.choice([501, 3_000])}).encode())
    scraps = [
        "<",
        ">",
        '"',
        "'",
        "<b>",
        "</b>",
        "<p",
        "<!--",
        "-->",
        "&lt;",
        "&#0;",
        "да ",
        "нет. ",
        "<script>",
        "<a href='",
        "<br/>",
        "/",
    ]
    markup = "".join(dice.choice(scraps) for _ in range(80))
    return Raw(method, path, json_type, json.dumps(good | {"q": markup, "format": "html"}).encode())
