"""The readable page: the same tables give the same page."""

import re
from datetime import UTC, datetime
from pathlib import Path

from flows.report import page as report
from flows.tables import parquet as tables
from flows.tables.snapshots import Output, Snapshot


def span(name: str) -> dict[str, object]:
    about = {"document_id": "d", "ordinal": 0, "block": 0, "start": 0, "end": 5, "script": "Cyrl", "lang": "ru"}
    return {"span_id": name, **about, "text": f"текст {name}", "lang_confidence": 1.0, "lang_rule": "letters"}


def translation(name: str, score: float | None, status: str = "ok") -> dict[str, object]:
    about = {"document_id": "d", "source_lang": "ru", "target_lang": "en", "reason": None, "engine": "argos"}
    return {
        "span_id": name,
        **about,
        "text_en": name,
        "status": status,
        "score": score,
        "quality": None,
        "model": "m",
        "cached": False,
    }


def snapshot_of(folder: Path, translations: list[dict[str, object]]) -> Snapshot:
    output = Output(folder)
    output.prepare()
    run = dict.fromkeys(("config", "signature", "versions", "counts", "stage_seconds"), "{}")
    run |= {"run_id": "r", "parent_run_id": None, "status": "done"}
    moments = dict.fromkeys(("started_at", "finished_at"), datetime(2026, 1, 1, tzinfo=UTC))
    for table, rows in (
        ("runs", [run | moments]),
        ("translations", translations),
        ("spans", [span(str(row["span_id"])) for row in translations]),
    ):
        tables.write_part(table, tables.frame(table, rows), output.staging("r") / table / "p.parquet")
    return output.publish("r")


def test_the_most_doubtful_translations_are_shown_and_ties_always_in_the_same_order(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "TRANSLATIONS", 4)
    rows = [translation(f"tie{n:04}", -1.0) for n in range(500)]
    rows += [translation("romanized", None, "romanized"), translation("worst", -3.0), translation("best", -0.1)]
    for name, order in (("forward", rows), ("backward", rows[::-1])):
        page = report.write_report(snapshot_of(tmp_path / name, order)).read_text(encoding="utf-8")
        assert re.findall(r"текст (\w+)", page) == ["romanized", "worst", "tie0000", "tie0001"]
