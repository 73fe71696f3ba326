import subprocess
import sys
import threading
import time

import pytest

from normalize import signature
from normalize.resources import once
from normalize.signature import _digest, names_signature


def test_signature_names_rules_and_models():
    assert names_signature().startswith(f"names-{signature.RULES_VERSION}.")
    assert all(f"+{package}-" in names_signature() for package in ("slovnet", "navec", "pymorphy3-dicts-ru"))
    assert "none" not in names_signature()


def test_signature_changes_with_a_data_file(tmp_path):
    (tmp_path / "a.tsv").write_text("one\n")
    before = _digest(tmp_path)
    assert before == _digest(tmp_path)
    (tmp_path / "a.tsv").write_text("two\n")
    changed = _digest(tmp_path)
    (tmp_path / "a.tsv").rename(tmp_path / "b.tsv")
    assert len({before, changed, _digest(tmp_path)}) == 3


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
