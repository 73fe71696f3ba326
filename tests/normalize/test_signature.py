import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from normalize import signature
from normalize.resources import digest, once
from normalize.signature import names_signature


def test_signature_names_rules_and_models():
    assert names_signature().startswith(f"names-{signature.RULES_VERSION}.")
    assert all(f"+{package}-" in names_signature() for package in ("slovnet", "navec", "pymorphy3-dicts-ru"))
    assert "none" not in names_signature()


def test_signature_changes_with_a_data_file(tmp_path, monkeypatch):
    data = tmp_path / "signed" / "data"
    data.mkdir(parents=True)
    (data.parent / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    (data / "a.tsv").write_text("one\n")
    before = digest("signed")
    assert before == digest("signed")
    (data / "a.tsv").write_text("two\n")
    changed = digest("signed")
    (data / "a.tsv").rename(data / "b.tsv")
    assert len({before, changed, digest("signed")}) == 3


def test_signature_covers_every_folder_with_data(monkeypatch):
    seen = []
    monkeypatch.setattr(signature, "digest", lambda package: seen.append(package) or "")
    signature._digest()
    folders = {f"normalize.{path.parent.name}" for path in Path(signature.__file__).parent.glob("*/data")}
    assert len(folders) > 3
    assert set(seen) == folders


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
