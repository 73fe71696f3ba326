"""The doctor says what is wrong and changes nothing."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.cli import doctor
from flows.cli.doctor import Finding, diagnose


def finding(check: str, output: Path, monkeypatch: pytest.MonkeyPatch) -> Finding:
    for slow in {"_model", "_detector", "_names", "_scheduler"} - {f"_{check}"}:
        monkeypatch.setattr(doctor, slow, lambda: "left out")
    label = {"names": "name finding"}.get(check, check)
    return next(f for f in diagnose(output) if f.check == label)


def test_names_that_are_not_found_are_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normalize.find_names", lambda *_, **__: [])
    found = finding("names", tmp_path, monkeypatch)
    assert not found.ok
    assert "reinstall" in found.detail


def test_an_output_folder_that_is_not_there_yet_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = finding("output", tmp_path / "new" / "out", monkeypatch)
    assert found.ok, found.detail
    assert "nothing published yet" in found.detail
    assert list(tmp_path.iterdir()) == []


def test_an_output_folder_that_is_there_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert finding("output", tmp_path, monkeypatch).ok
    assert list(tmp_path.iterdir()) == []


def test_an_output_folder_that_cannot_be_made_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    found = finding("output", tmp_path / "file" / "out", monkeypatch)
    assert not found.ok
    assert "choose another folder with -o" in found.detail


def test_a_scheduler_that_plans_runs_is_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    found = finding("scheduler", tmp_path, monkeypatch)
    assert found.ok, found.detail
    assert "sqlalchemy" in found.detail
    assert list(tmp_path.iterdir()) == []


def test_a_scheduler_that_fails_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "sqlalchemy"  # as if an SQLAlchemy were installed that Prefect cannot work with
    broken.mkdir()
    (broken / "__init__.py").write_text('raise RuntimeError("Can\'t evaluate bulk DML statement")')
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    found = finding("scheduler", tmp_path, monkeypatch)
    assert not found.ok
    assert "scheduled runs would never start (RuntimeError: Can't evaluate bulk DML statement)" in found.detail


def test_a_prefect_server_that_is_gone_is_a_fault(tmp_path: Path, tolmach: Callable[..., Any]) -> None:
    done = tolmach("doctor", "--json", PREFECT_API_URL="http://127.0.0.1:9/api")
    [found] = [f for f in json.loads(done.stdout) if f["check"] == "prefect server"]
    assert not found["ok"]
    assert "cannot be reached" in found["detail"]
