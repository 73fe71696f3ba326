"""The doctor says what is wrong and changes nothing."""

from pathlib import Path

import pytest

from flows.cli import doctor
from flows.cli.doctor import Finding, diagnose


def finding(check: str, output: Path, monkeypatch: pytest.MonkeyPatch) -> Finding:
    for slow in {"_model", "_detector", "_names"} - {f"_{check}"}:
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
