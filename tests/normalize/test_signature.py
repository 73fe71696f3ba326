import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from normalize import resources
from normalize.resources import once
from normalize.signature import names_signature


def test_signature_names_rules_and_models():
    assert re.match("names-[0-9a-f]{16}[+]", names_signature())
    assert all(f"+{package}-" in names_signature() for package in ("slovnet", "navec", "pymorphy3-dicts-ru"))
    assert "none" not in names_signature()


@pytest.mark.parametrize("changed", ["rules.py", "data/words.tsv", "deeper/more.py"])
def test_a_digest_changes_with_code_and_data(tmp_path, monkeypatch, changed):
    def digest() -> str:
        code = "from normalize.resources import content_digest; print(content_digest('kept'))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        return done.stdout

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])]))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    for name in ("__init__.py", "rules.py", "data/words.tsv", "deeper/__init__.py", "deeper/more.py", "notes.md"):
        (tmp_path / "kept" / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / "kept" / name).write_text("# one\n")
    before = digest()
    (tmp_path / "kept" / "notes.md").write_text("two\n")
    assert digest() == before  # decides nothing
    (tmp_path / "kept" / changed).write_text("# two\n")
    assert digest() != before
    (tmp_path / "kept" / changed).write_text("# one\n")
    assert digest() == before


def test_screening_decides_no_row(monkeypatch):
    contents = {"rules.py": b"1", "screening/screen.py": b"1"}
    monkeypatch.setattr(resources, "_contents", lambda folder, prefix: iter(contents.items()))
    digest = resources._package_digest.__wrapped__
    before = digest("normalize")
    contents["screening/screen.py"] = b"2"
    assert digest("normalize") == before
    contents["rules.py"] = b"2"
    assert digest("normalize") != before


def test_once_loads_once_for_all_threads():
    calls = []

    @once
    def load() -> object:
        calls.append(1)
        time.sleep(0.02)
        return object()

    got: list[object] = []
    threads = [threading.Thread(target=lambda: got.append(load())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    assert len(set(map(id, got))) == 1


def test_once_does_not_keep_an_error():
    answers = iter([OSError("gone"), "there"])

    @once
    def load() -> str:
        answer = next(answers)
        if isinstance(answer, OSError):
            raise answer
        return answer

    with pytest.raises(OSError, match="gone"):
        load()
    assert load() == "there"


def test_finding_names_needs_none_of_the_heavy_libraries():
    program = (
        "import sys; from normalize import find_names; find_names('Рогозин и Elon Musk', 'ru'); find_names('Moscow', 'en');"
        "print([m for m in ('spacy', 'thinc', 'natasha', 'torch', 'prefect', 'translate') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
